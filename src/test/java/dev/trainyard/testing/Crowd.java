package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Callers on connections of their own, all of them in one thread: they take little from what they measure, and none of them
 * keeps another from asking when its time has come.
 */
public final class Crowd implements AutoCloseable {

    /** A call whose connection was lost. */
    public static final int LOST = 0;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * Calls this far apart are awaited asleep, and begin up to a millisecond late, which counts: whoever spins takes from a service
     * on the other half of its core.
     */
    private static final double SPARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Sixteen answers are read and as many calls begun in half of that. */
    private static final long ABSENT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final InetSocketAddress service;
    private final Selector selector;
    private final List<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private Map<Integer, Times> times = new TreeMap<>();
    private long away;

    public Crowd(int port, int size) throws IOException {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
        for (int i = 0; i < size; i++) {
            callers.add(new Caller());
        }
        idle.addAll(callers);
    }

    /**
     * What came of a while of asking.
     *
     * @param nanos how long each call took, by its status, ascending
     * @param away the share of the time in which the callers were kept from running
     */
    public record Result(double seconds, Map<Integer, long[]> nanos, double away) {

        public double perSecond(int status) {
            return of(status).length / seconds;
        }

        public int calls() {
            return nanos.values().stream().mapToInt(times -> times.length).sum();
        }

        /** How many calls had each status. */
        public Map<Integer, Integer> counts() {
            Map<Integer, Integer> counts = new TreeMap<>();
            nanos.forEach((status, times) -> counts.put(status, times.length));
            return counts;
        }

        /** How long all but a share of the calls took at most, in milliseconds. */
        public double millis(int status, double quantile) {
            long[] times = of(status);
            return times.length == 0
                    ? Double.NaN
                    : times[(int) Math.min(times.length - 1, quantile * times.length)] / 1e6;
        }

        private long[] of(int status) {
            return nanos.getOrDefault(status, new long[0]);
        }
    }

    /** How long calls took that ended alike. */
    private static final class Times {

        private long[] nanos = new long[1024];
        private int count;

        void add(long took) {
            nanos = count < nanos.length ? nanos : Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = took;
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /**
     * Asks the same for a while, and waits for the last answers.
     *
     * @param perSecond how many calls begin, whatever becomes of them, each timed from when it was due; 0 for callers who ask as
     *     soon as they are answered. While something else has the processor of callers who spin, the schedule stands still: that
     *     is not the service's doing, and who waits for the service does not spin.
     */
    public Result run(Duration duration, byte[] request, double perSecond) {
        times = new TreeMap<>();
        away = 0;
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        try {
            if (perSecond == 0) {
                askOnAndOn(request, end);
            } else {
                askAtABeat(request, begin, end, 1e9 / perSecond);
            }
            for (long late = end + GRACE_NANOS; idle.size() < callers.size() && System.nanoTime() < late; ) {
                select(100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (idle.size() < callers.size()) {
            throw new IllegalStateException(callers.size() - idle.size() + " calls were never answered");
        }
        Map<Integer, long[]> sorted = new TreeMap<>();
        times.forEach((status, some) -> sorted.put(status, some.sorted()));
        double nanos = System.nanoTime() - begin;
        return new Result(nanos / 1e9, sorted, away / nanos);
    }

    private void askOnAndOn(byte[] request, long end) throws IOException {
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            while (!idle.isEmpty()) {
                idle.pop().ask(request, System.nanoTime());
            }
            select(TimeUnit.NANOSECONDS.toMillis(end - now) + 1);
        }
    }

    /** A call for which nobody is free waits, and that counts. */
    private void askAtABeat(byte[] request, long begin, long end, double beat) throws IOException {
        double due = begin;
        long before = begin;
        boolean spins = false;
        for (long now = begin; now < end || due < end; now = System.nanoTime()) {
            if (spins && now - before > ABSENT_NANOS) {
                away += now - before;
                due += now - before;
            }
            while (due <= now && due < end && !idle.isEmpty()) {
                idle.pop().ask(request, (long) due);
                due += beat;
            }
            long pause = idle.isEmpty() ? 1 : pause((long) due - System.nanoTime(), beat >= SPARSE_NANOS);
            spins = pause == 0 && beat < SPARSE_NANOS;
            before = now;
            select(pause);
        }
    }

    /** For how many milliseconds nothing is due. */
    private static long pause(long nanos, boolean sparse) {
        if (sparse) {
            return nanos <= 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
        }
        return nanos < SPIN_NANOS ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) - 1);
    }

    private void select(long millis) throws IOException {
        if (millis > 0) {
            selector.select(key -> ((Caller) key.attachment()).read(), millis);
        } else {
            selector.selectNow(key -> ((Caller) key.attachment()).read());
        }
    }

    /** The body of the last answer that the first caller got. */
    public String text() {
        return callers.get(0).text();
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.channel.close();
        }
        selector.close();
    }

    /** One connection, on which one call at a time is asked. */
    private final class Caller {

        private SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(1 << 14);
        private long due;
        private int body;
        private int end;
        private boolean chunked;

        Caller() throws IOException {
            connect();
        }

        private void connect() throws IOException {
            channel = SocketChannel.open(service);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask(byte[] request, long due) throws IOException {
            this.due = due;
            in.clear();
            body = 0;
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out); // requests are smaller than the socket's buffer
            }
        }

        void read() {
            try {
                if (!in.hasRemaining()) {
                    in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
                }
                if (channel.read(in) < 0) {
                    lose();
                } else if (isWhole()) {
                    done(status());
                }
            } catch (IOException e) {
                lose();
            }
        }

        private void lose() {
            try {
                channel.close();
                connect();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!idle.contains(this)) {
                done(LOST);
            }
        }

        private void done(int status) {
            times.computeIfAbsent(status, some -> new Times()).add(System.nanoTime() - due);
            idle.add(this);
        }

        private boolean isWhole() {
            if (body == 0 && !readHead()) {
                return false;
            }
            int at = in.position();
            return chunked
                    ? at >= body + 5 && in.get(at - 5) == '0' && in.get(at - 3) == '\n' && in.get(at - 1) == '\n'
                    : at >= end;
        }

        private boolean readHead() {
            byte[] bytes = in.array();
            for (int i = 3; i < in.position(); i++) {
                if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                    body = i + 1;
                    String head = new String(bytes, 0, body, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                    int length = head.indexOf("\r\ncontent-length:");
                    chunked = length < 0 && head.contains("\r\ntransfer-encoding: chunked");
                    end = body
                            + (length < 0
                                    ? 0
                                    : Integer.parseInt(head.substring(length + 17, head.indexOf('\r', length + 17))
                                            .strip()));
                    return true;
                }
            }
            return false;
        }

        private int status() {
            return Integer.parseInt(new String(in.array(), 9, 3, StandardCharsets.US_ASCII));
        }

        String text() {
            return new String(in.array(), body, in.position() - body, StandardCharsets.UTF_8);
        }
    }
}
