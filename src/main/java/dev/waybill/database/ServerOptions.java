package dev.waybill.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The embedded server's command line. It wins over the configuration files, so that no file can turn durability off.
 */
final class ServerOptions {

    private static final long MIB = 1024 * 1024;

    private ServerOptions() {}

    /** Formats the options for {@code pg_ctl -o}. A shell reads them, so no value holds a space or a quote. */
    static String of(int port) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("port", Integer.toString(port));
        options.put("listen_addresses", "127.0.0.1");
        options.put("unix_socket_directories", "");
        options.put("fsync", "on");
        options.put("full_page_writes", "on");
        options.put("synchronous_commit", "on");
        options.put("shared_buffers", sharedBuffers(memory()) / MIB + "MB");
        // stock settings lost 45 % of the speed at 10 million events, these none
        options.put("max_wal_size", "8GB");
        options.put("checkpoint_timeout", "15min");
        options.put("wal_compression", "on");
        options.put("timezone", "UTC");
        // customers' data stays out of the log
        options.put("log_error_verbosity", "terse");
        options.put("log_min_error_statement", "panic");
        return options.entrySet().stream()
                .map(option -> "-c " + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns an eighth of the memory, in bytes, between 64 MiB and 1 GiB. The system hands it out as it fills, not at
     * start.
     */
    static long sharedBuffers(long memory) {
        return Math.clamp(memory / 8, 64 * MIB, 1024 * MIB);
    }

    /** Returns the memory of the machine or the container, in bytes. */
    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
