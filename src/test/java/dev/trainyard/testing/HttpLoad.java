package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Callers on connections of their own, who ask the same again and again. */
public final class HttpLoad implements AutoCloseable {

    private final List<Wire> wires = new ArrayList<>();
    private final ExecutorService callers;

    public HttpLoad(int port, int connections) {
        callers = Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            try {
                wires.add(new Wire(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * What came of a while of asking.
     *
     * @param nanos how long each call took, by its status, ascending
     */
    public record Result(double seconds, Map<Integer, long[]> nanos) {

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

    /** Every caller asks as soon as it is answered. */
    public Result run(Duration duration, byte[] request) {
        return run(duration, request, 0);
    }

    /**
     * They ask at a beat, each time one that is free, and count the time from when it should have been asked.
     *
     * @param perSecond of all callers together, 0 for as fast as they can
     */
    public Result run(Duration duration, byte[] request, double perSecond) {
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        List<Future<Map<Integer, List<Long>>>> working = new ArrayList<>();
        long beat = perSecond == 0 ? 0 : (long) (1e9 / perSecond);
        AtomicLong next = new AtomicLong(begin);
        for (Wire wire : wires) {
            working.add(callers.submit(() -> ask(wire, request, next, beat, end)));
        }
        Map<Integer, List<Long>> all = new TreeMap<>();
        for (Future<Map<Integer, List<Long>>> work : working) {
            result(work)
                    .forEach((status, times) ->
                            all.computeIfAbsent(status, s -> new ArrayList<>()).addAll(times));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<Integer, long[]> sorted = new TreeMap<>();
        all.forEach((status, times) -> sorted.put(status, sorted(times)));
        return new Result(seconds, sorted);
    }

    private static Map<Integer, List<Long>> result(Future<Map<Integer, List<Long>>> work) {
        try {
            return work.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long[] sorted(List<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Map<Integer, List<Long>> ask(Wire wire, byte[] request, AtomicLong next, long beat, long end)
            throws IOException {
        Map<Integer, List<Long>> times = new TreeMap<>();
        long due = due(next, beat);
        while (due < end) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int status = wire.send(request);
            times.computeIfAbsent(status, s -> new ArrayList<>()).add(System.nanoTime() - due);
            due = due(next, beat);
        }
        return times;
    }

    private static long due(AtomicLong next, long beat) {
        return beat == 0 ? System.nanoTime() : next.getAndAdd(beat);
    }

    /** The last answer that a caller got. */
    public String text() {
        return wires.get(0).text();
    }

    @Override
    public void close() throws IOException {
        callers.shutdownNow();
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
