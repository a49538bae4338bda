package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.prediction.web.ServingProcess;
import dev.trainyard.testing.Crowd;
import dev.trainyard.testing.OwnProcessor;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many predictions fewer a service makes that asks who calls. It is a process of its own and, once it is warm, has
 * processors of its own, all of them busy. Who is asked and who comes in as without security is served by the same process,
 * by turns of a fraction of a second in a drawn order: of two processes each is by itself some percent slower or faster than
 * the other. {@code -Dtrainyard.rounds} says how many turns each way to call has.
 */
@Tag("figures")
class AuthenticationFiguresTest {

    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 240);
    private static final Duration TURN = Duration.ofMillis(150);
    private static final int CALLERS = 16;

    private static final double MOST_COST = 0.05;

    /** Compilers that take less than this share of the service's time are through with what is measured. */
    private static final double STEADY = 0.01;

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);

    @TempDir
    private Path data;

    @Test
    void costsHardlyAnyPredictions() throws IOException {
        try (TestIssuer issuer = new TestIssuer();
                ServingProcess service = start(issuer)) {
            service.publish("small", 1, 10, 32, 16, 2);
            try (Crowd load = new Crowd(service.port(), CALLERS)) {
                compare(service, load, "Authorization: Bearer " + issuer.token("grace", "staff"));
            }
        }
    }

    private ServingProcess start(TestIssuer issuer) throws IOException {
        return ServingProcess.start(
                AskingProgram.class,
                data,
                "--trainyard.security=oidc",
                "--trainyard.admin-key=" + AskedCallers.ADMIN,
                "--trainyard.oidc.issuer=" + issuer.name(),
                "--trainyard.oidc.audience=" + TestIssuer.AUDIENCE,
                "--trainyard.oidc.role-claim=realm_access.roles",
                "--trainyard.oidc.roles=staff=viewer");
    }

    private static void compare(ServingProcess service, Crowd load, String token) {
        byte[] plain = Wire.post("/api/v1/models/small/predict", DenseBundle.body(SMALL.row(new Random(1))));
        Way off = new Way(load, plain);
        Way keys = new Way(load, with("Authorization: Bearer " + AskedCallers.ADMIN, plain));
        Way tokens = new Way(load, with(token, plain));
        Way carried = new Way(load, with(AskingProgram.UNASKED + ": 1\r\n" + token, plain));
        List<Way> all = List.of(off, keys, tokens, carried);
        service.warmUp(STEADY, () -> takeTurns(all, 5));
        try (OwnProcessor ours = OwnProcessor.take()) {
            ours.leaveTheOthersTo(service.pid());
            takeTurns(all, 5);
            all.forEach(Way::forget);
            double busy = service.processor().seconds();
            double compiling = service.processor().compilingSeconds();
            long begin = System.nanoTime();
            takeTurns(all, ROUNDS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%d turns of %d ms for each way to call, %d connections; the service had %.2f processors, its compilers %.3f%n",
                    ROUNDS,
                    TURN.toMillis(),
                    CALLERS,
                    (service.processor().seconds() - busy) / seconds,
                    (service.processor().compilingSeconds() - compiling) / seconds);
        }
        System.out.printf(
                "%,.0f predictions/s without security; lost with a key %s, with a header of %d characters with a token %s, with that header and nobody asked %s%n",
                off.perSecond(), keys.lostBeside(off), token.length(), tokens.lostBeside(off), carried.lostBeside(off));
        assertThat(keys.lostBeside(off).median()).as("with a key").isLessThanOrEqualTo(MOST_COST);
        assertThat(tokens.lostBeside(off).median()).as("with a token").isLessThanOrEqualTo(MOST_COST);
    }

    private static void takeTurns(List<Way> all, int rounds) {
        Random random = new Random(rounds);
        for (int i = 0; i < rounds; i++) {
            List<Way> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            order.forEach(Way::measure);
        }
    }

    private static byte[] with(String header, byte[] request) {
        return new String(request, StandardCharsets.UTF_8)
                .replaceFirst("Host:", header + "\r\nHost:")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How many predictions one way to call is answered with, turn by turn. */
    private static final class Way {

        private final Crowd load;
        private final byte[] request;
        private final List<Double> turns = new ArrayList<>();

        Way(Crowd load, byte[] request) {
            this.load = load;
            this.request = request;
        }

        void measure() {
            Crowd.Result result = load.run(TURN, request, 0);
            assertThat(result.nanos()).as(load.text()).containsOnlyKeys(200);
            turns.add(result.perSecond(200));
        }

        void forget() {
            turns.clear();
        }

        double perSecond() {
            return Share.of(turns).median();
        }

        Share lostBeside(Way other) {
            return Share.of(IntStream.range(0, turns.size())
                    .mapToObj(i -> 1 - turns.get(i) / other.turns.get(i))
                    .toList());
        }
    }

    /** @param error of the median: half of what holds it with a probability of 68 %, by the ranks of what was measured */
    private record Share(double median, double low, double high, double error) {

        static Share of(List<Double> measured) {
            List<Double> sorted = measured.stream().sorted().toList();
            int count = sorted.size();
            int ranks = (int) Math.ceil(Math.sqrt(count) / 2);
            return new Share(
                    sorted.get(count / 2),
                    sorted.get(count / 4),
                    sorted.get(3 * count / 4),
                    (sorted.get(Math.min(count - 1, count / 2 + ranks)) - sorted.get(Math.max(0, count / 2 - ranks)))
                            / 2);
        }

        @Override
        public String toString() {
            return "%.1f %% (± %.1f; half of the turns %.1f to %.1f)"
                    .formatted(100 * median, 100 * error, 100 * low, 100 * high);
        }
    }
}
