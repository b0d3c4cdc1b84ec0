package dev.waybill.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as it is told, which GreenMail can't: to a command's first letters, the longest wins. */
public final class ScriptedSmtp implements AutoCloseable {

    private static final String DATA_END = "end of data";

    private final ServerSocket listener;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    public ScriptedSmtp() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** @param command its first letters; {@code connect} is the greeting, {@code end of data} what follows a mail */
    public ScriptedSmtp on(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    ScriptedSmtp afterData(String answer) {
        return on(DATA_END, answer);
    }

    void reset() {
        answers.clear();
        commands.clear();
        mails.clear();
    }

    List<String> commands(String first) {
        return commands.stream().filter(command -> command.startsWith(first)).toList();
    }

    /** The mails taken, recipients first. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            OutputStream out = socket.getOutputStream();
            say(out, answer("connect", "220 scripted"));
            StringBuilder to = new StringBuilder();
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                commands.add(command);
                String answer = answer(command, command.startsWith("DATA") ? "354 go on" : "250 ok");
                if (command.startsWith("MAIL")) {
                    to.setLength(0);
                } else if (command.startsWith("RCPT") && answer.startsWith("2")) {
                    to.append(command).append('\n');
                }
                say(out, answer);
                if (command.startsWith("DATA") && answer.startsWith("3")) {
                    String mail = to + mail(in);
                    String taken = answer(DATA_END, "250 taken");
                    if (taken.startsWith("2")) {
                        mails.add(mail);
                    }
                    say(out, taken);
                }
            }
        } catch (IOException e) {
            // the other side hung up
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private String answer(String command, String otherwise) {
        return answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .max((one, two) -> one.getKey().length() - two.getKey().length())
                .map(Map.Entry::getValue)
                .orElse(otherwise);
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(UTF_8));
        out.flush();
    }
}
