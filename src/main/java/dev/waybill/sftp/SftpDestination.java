package dev.waybill.sftp;

import java.util.Objects;

/** The connection {@code sftp} under the names by which routes read its parts before connections had names. */
class SftpDestination {

    private final SftpConnection sftp;

    SftpDestination(SftpConnection sftp) {
        this.sftp = sftp;
    }

    public String host() {
        return part("host");
    }

    public String port() {
        return part("port");
    }

    public String directory() {
        return part("directory");
    }

    /** Returns the bytes that each file begins with. */
    public String mark() {
        return part("mark");
    }

    private String part(String part) {
        return Objects.requireNonNull(sftp.part(part));
    }
}
