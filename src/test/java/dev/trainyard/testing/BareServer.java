package dev.trainyard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A server of a few lines as a process of its own: it works as long for a call as the call says, and does nothing else. What it
 * answers late, the machine is late with.
 */
public final class BareServer implements AutoCloseable {

    private static final int MOST_TURNS = 100_000_000;
    private static final int TO_CALIBRATE = 100_000;

    private final Process process;
    private final int port;

    private BareServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** On some of the machine's processors only, such as {@code 0} or {@code 0-2} (Linux). */
    public static BareServer startOn(String processors) throws IOException {
        Process process = new ProcessBuilder(
                        "taskset",
                        "-c",
                        processors,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        ownClasses().toString(),
                        BareServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new BareServer(process, Integer.parseInt(process.inputReader().readLine()));
    }

    private static Path ownClasses() {
        try {
            return Path.of(BareServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /** A call that this server answers as often in a second as another one answers its own, all callers asking at once. */
    public static byte[] asOften(Crowd callers, Duration turn, double perSecond) {
        callers.run(turn, call(TO_CALIBRATE), 0);
        double idle = 1 / callers.run(turn, call(0), 0).perSecond(200);
        double working = 1 / callers.run(turn, call(TO_CALIBRATE), 0).perSecond(200);
        return call((int) Math.max(0, (1 / perSecond - idle) / (working - idle) * TO_CALIBRATE));
    }

    private static byte[] call(int turns) {
        return "GET /%d HTTP/1.1\r\n\r\n".formatted(MOST_TURNS + turns).getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket caller = server.accept();
                new Thread(() -> serve(caller)).start();
            }
        }
    }

    private static void serve(Socket caller) {
        int length = call(0).length;
        byte[] call = new byte[length];
        byte[] answer = "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\n0".getBytes(StandardCharsets.US_ASCII);
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = caller.getInputStream();
            while (in.readNBytes(call, 0, length) == length) {
                answer[answer.length - 1] = (byte) ('0' + worked(turns(call)) % 2);
                caller.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int turns(byte[] call) {
        return Integer.parseInt(new String(Arrays.copyOfRange(call, 5, 14), StandardCharsets.US_ASCII)) - MOST_TURNS;
    }

    private static int worked(int turns) {
        double sum = 1;
        for (int i = 0; i < turns; i++) {
            sum = sum * 1.0000001 + 1e-9;
        }
        return (int) sum;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
