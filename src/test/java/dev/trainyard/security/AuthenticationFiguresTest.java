package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.Trainyard;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.testing.Wire;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * What it costs to ask who calls, and what the time that takes tells. Who is asked and who comes in as without security is
 * served by the same code of one process: of two processes, or two services in one, each is by itself some microseconds slower
 * or faster than the other.
 */
@Tag("figures")
@TrainyardTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationFiguresTest {

    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 60);
    private static final int SLICE = 250;
    private static final int PAIRS = 2_000;
    private static final int MOST_WARM_UPS = 60;
    private static final double RESTING = 0.01;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private final TestIssuer issuer = new TestIssuer();

    @LocalServerPort
    private int open;

    @Autowired
    private Environment environment;

    private ConfigurableApplicationContext asking;

    @BeforeAll
    void startBeside(@TempDir Path data) {
        List<String> settings = List.of(
                "--trainyard.security=oidc",
                "--trainyard.admin-key=" + AskedCallers.ADMIN,
                "--trainyard.oidc.issuer=" + issuer.name(),
                "--trainyard.oidc.audience=" + TestIssuer.AUDIENCE,
                "--trainyard.oidc.role-claim=realm_access.roles",
                "--trainyard.oidc.roles=staff=viewer",
                "--server.port=0",
                "--trainyard.roles=api",
                "--trainyard.data=" + data,
                "--trainyard.storage.directory=" + environment.getProperty("trainyard.data") + "/store",
                "--spring.datasource.url=" + environment.getProperty("spring.datasource.url"),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--spring.datasource.hikari.maximum-pool-size=4",
                "--server.tomcat.keep-alive-timeout=1h");
        asking = new SpringApplicationBuilder(Trainyard.class, SideEntrance.class).run(settings.toArray(String[]::new));
    }

    /** Has those who say so come in unasked, as everybody does without security. */
    static final class SideEntrance implements BeanPostProcessor {

        private static final String HEADER = "X-Unasked";

        @Override
        @SuppressWarnings("unchecked")
        public Object postProcessBeforeInitialization(Object bean, String name) {
            if (bean instanceof FilterRegistrationBean<?> registration
                    && registration.getFilter() instanceof Gate gate) {
                ((FilterRegistrationBean<Filter>) registration).setFilter(beside(gate));
            }
            return bean;
        }

        private static Filter beside(Gate gate) {
            return (request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                if (http.getHeader(HEADER) == null) {
                    gate.doFilter(request, response, chain);
                } else {
                    CurrentCaller.rememberAnybody(http);
                    chain.doFilter(request, response);
                }
            };
        }
    }

    @AfterAll
    void stopBeside() {
        asking.close();
        issuer.close();
    }

    @Test
    void costsHardlyAnythingOfAPrediction() throws IOException {
        train();
        String row = "{\"rows\":[{\"x\":0.5,\"y\":-0.25}]}";
        String path = "/api/v1/models/cost/predict";
        try (Wire wire = new Wire(port(asking))) {
            byte[] plain = Wire.post(path, row);
            String key = "Authorization: Bearer " + AskedCallers.ADMIN;
            String token = "Authorization: Bearer " + issuer.token("grace", "staff");
            Cost off = new Cost(wire, with(SideEntrance.HEADER + ": 1", plain));
            Cost keys = new Cost(wire, with(key, plain));
            Cost tokens = new Cost(wire, with(token, plain));
            Cost carried = new Cost(wire, with(SideEntrance.HEADER + ": 1\r\n" + token, plain));
            List<Cost> all = List.of(off, keys, tokens, carried);
            warmUp(all);
            for (int i = 0; i < ROUNDS; i++) {
                List<Cost> order = new ArrayList<>(all);
                Collections.shuffle(order, new Random(i));
                order.forEach(Cost::measure);
            }
            System.out.printf(
                    "processor time of the service's threads for a prediction, median of %d slices of %d: %.1f us without security,"
                            + " with a key %.3f, with a token %.3f times as much; to read a token's header and ask nobody %.3f%n",
                    ROUNDS,
                    SLICE,
                    off.median() / 1e3,
                    keys.comparedWith(off),
                    tokens.comparedWith(off),
                    carried.comparedWith(off));
            assertThat(keys.comparedWith(off)).isLessThan(1.05);
            assertThat(tokens.comparedWith(off)).isLessThan(1.05);
        }
    }

    /** Until the compilers are through with what is measured: until then some ways to call run compiled code and others do not. */
    private static void warmUp(List<Cost> all) {
        double share = 1;
        for (int round = 0; round < MOST_WARM_UPS && share > RESTING; round++) {
            long compiled = COMPILERS.getTotalCompilationTime();
            long begin = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                all.forEach(Cost::measure);
            }
            share = (COMPILERS.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - begin);
        }
        System.out.printf("warm: compilers work in %.3f of the time%n", share);
        all.forEach(Cost::forget);
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private void train() {
        Http http = new Http(open);
        http.sample("plane", Map.of("name", "cost", "rows", 200, "seed", 1));
        http.trained(Map.of(
                "name", "cost",
                "model", "cost",
                "datasetId", http.get("/api/v1/datasets?name=cost").at("/data/0/id"),
                "definition",
                        Map.of(
                                "kind",
                                "sequential",
                                "layers",
                                List.of(
                                        Map.of("type", "dense", "units", 8, "activation", "relu"),
                                        Map.of("type", "dense", "units", "auto"))),
                "training", Map.of("epochs", 2, "seed", 1)));
    }

    private static byte[] with(String header, byte[] request) {
        return new String(request, StandardCharsets.UTF_8)
                .replaceFirst("Host:", header + "\r\nHost:")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What one way to call takes of the processor, slice by slice. */
    private static final class Cost {

        private final Wire wire;
        private final byte[] request;
        private final List<Long> slices = new ArrayList<>();
        private final long[] threads;

        Cost(Wire wire, byte[] request) throws IOException {
            this.wire = wire;
            this.request = request;
            assertThat(wire.send(request)).as(wire.text()).isEqualTo(200);
            this.threads = serving();
        }

        void measure() {
            long before = time();
            try {
                for (int i = 0; i < SLICE; i++) {
                    if (wire.send(request) != 200) {
                        throw new IllegalStateException(wire.text());
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            slices.add((time() - before) / SLICE);
        }

        private long time() {
            return Arrays.stream(threads)
                    .map(id -> Math.max(0, THREADS.getThreadCpuTime(id)))
                    .sum();
        }

        void forget() {
            slices.clear();
        }

        double median() {
            return median(slices.stream().mapToDouble(Long::doubleValue));
        }

        double comparedWith(Cost other) {
            return median(
                    IntStream.range(0, slices.size()).mapToDouble(i -> (double) slices.get(i) / other.slices.get(i)));
        }

        private static double median(java.util.stream.DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /** The threads of all services, of which only the one that is called has something to do. */
    private static long[] serving() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains("-exec-"))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
    }

    /** Keys that begin as a real one does take as long to be refused as others: rank sums of interleaved pairs (Mann and Whitney 1947). */
    @Test
    void takesAsLongForAnyKey() {
        KnownCallers callers = asking.getBean(KnownCallers.class);
        SecretKey real = SecretKey.random();
        ApiKeyRows rows = asking.getBean(ApiKeyRows.class);
        Tenant.Scope tenant = Tenant.of(Tenant.DEFAULT);
        ApiKey key = rows.add(Tenant.DEFAULT, "timed", Role.VIEWER, null, real);
        try {
            SecretKey near = new SecretKey(
                    real.secret().substring(0, 45) + (real.secret().endsWith("A") ? "B" : "A"));
            SecretKey far = SecretKey.random();
            double share = shareOfLonger(callers, near, far);
            System.out.printf(
                    "a key that shares 42 of 43 characters with a real one took longer to be refused than a random one in %.1f %% of pairs%n",
                    100 * share);
            assertThat(share).isBetween(0.44, 0.56);
        } finally {
            rows.delete(key.id());
            tenant.close();
        }
    }

    private static double shareOfLonger(KnownCallers callers, SecretKey one, SecretKey other) {
        long[] ones = new long[PAIRS];
        long[] others = new long[PAIRS];
        Random order = new Random(1);
        for (int i = -PAIRS / 4; i < PAIRS; i++) {
            boolean first = order.nextBoolean();
            long a = time(callers, first ? one : other);
            long b = time(callers, first ? other : one);
            if (i >= 0) {
                ones[i] = first ? a : b;
                others[i] = first ? b : a;
            }
        }
        return IntStream.range(0, PAIRS)
                        .mapToDouble(i -> Arrays.stream(others)
                                .filter(time -> time < ones[i])
                                .count())
                        .sum()
                / ((double) PAIRS * PAIRS);
    }

    private static long time(KnownCallers callers, SecretKey key) {
        long start = System.nanoTime();
        if (callers.of(key.secret()).isPresent()) {
            throw new IllegalStateException("nobody has this key");
        }
        return System.nanoTime() - start;
    }
}
