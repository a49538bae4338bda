package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.Trainyard;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tenants on a PostgreSQL whose user is nobody special, and in a bucket; and what keeping them apart costs there. */
@Tag("figures")
class TenantsElsewhereFiguresTest {

    private static final int JOBS = Integer.getInteger("trainyard.jobs", 100_000);
    private static final String LIST = "select id, name, state from job where %s order by id desc limit 21";

    private static final String JOBS_OF_MANY = """
            insert into job (id, tenant, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts,
                keep_checkpoints, progress, state, finished_at)
            select 'job_' || lpad(i::text, 20, '0'), case when i %% %d = 0 then 'rare' else 'many' end, 'old', 'old', 'ds_none', '{}', '{}',
                0, 'cpu', '{}', 3, 3, '{}', 'succeeded', now()
            from generate_series(1, ?) i
            """;

    @TempDir
    private Path data;

    @TempDir
    private Path objects;

    @Test
    void keepsTenantsApartWithoutSuperuserAndInABucket() throws Exception {
        String database = database("plain_user", "");
        S3Proxy bucket = bucket();
        try (ConfigurableApplicationContext service = start(
                database,
                "plain_user",
                "--trainyard.storage=s3",
                "--trainyard.s3.endpoint=http://127.0.0.1:" + bucket.getPort(),
                "--trainyard.s3.access-key=identity",
                "--trainyard.s3.secret-key=credential")) {
            int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            List<Http> tenants = Stream.of("left", "right")
                    .map(tenant -> new Http(port).saying("X-Tenant", tenant))
                    .toList();
            byte[] rows = "x,y,label\n1,2,a\n3,4,b\n5,6,a\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            List<Answer> same = tenants.stream()
                    .map(tenant -> tenant.dataset("name=same", rows))
                    .toList();
            assertThat(same.get(0).at("/sha256")).isEqualTo(same.get(1).at("/sha256"));
            assertThat(files())
                    .anyMatch(file -> file.contains("/t/left/"))
                    .anyMatch(file -> file.contains("/t/right/"));
            String its = "/api/v1/datasets/" + same.get(0).at("/id");
            assertThat(tenants.get(1).get(its).status()).isEqualTo(404);
            assertThat(tenants.get(0).delete(its).status()).isEqualTo(204);
            String others = "/api/v1/datasets/" + same.get(1).at("/id") + "/content";
            assertThat(tenants.get(1).get(others).text())
                    .isEqualTo(new String(rows, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(asUser(database, "plain_user", "select count(*) from dataset"))
                    .as("who says nothing")
                    .isZero();
            measure(service.getBean(JdbcClient.class), database);
        } finally {
            bucket.stop();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private S3Proxy bucket() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "identity", "credential")
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        return server;
    }

    /** The same statement, as everybody runs it and as somebody for whom policies do not count. */
    private static void measure(JdbcClient jdbc, String database) {
        try (Tenant.Scope ignored = Tenant.all()) {
            jdbc.sql(JOBS_OF_MANY.formatted(1000)).param(JOBS).update();
        }
        JdbcClient above = client(database, "postgres");
        above.sql("analyze job").update();
        double free = milliseconds(above, "true");
        double many = in("many", jdbc);
        double rare = in("rare", jdbc);
        System.out.printf(
                "the newest 21 of %,d jobs, by the database's own clock: %.3f ms without policies, %.3f ms of the tenant that has"
                        + " nearly all, %.3f ms of one that has a thousandth%n",
                JOBS, free, many, rare);
        assertThat(many).isLessThan(5);
        assertThat(rare).isLessThan(5);
    }

    private static double in(String tenant, JdbcClient jdbc) {
        try (Tenant.Scope ignored = Tenant.of(tenant)) {
            return milliseconds(jdbc, Tenant.OWN_ROWS);
        }
    }

    private static double milliseconds(JdbcClient jdbc, String which) {
        double[] times = new double[41];
        for (int i = 0; i < times.length; i++) {
            times[i] =
                    jdbc
                            .sql("explain (analyze, timing off) " + LIST.formatted(which))
                            .query(String.class)
                            .list()
                            .stream()
                            .filter(line -> line.startsWith("Execution Time:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9.]", "")))
                            .sum();
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    @Test
    void refusesToStartWhereItsUserIsAboveThePolicies() {
        String database = database("above_user", "bypassrls");
        assertThatThrownBy(() -> start(database, "above_user").close())
                .hasStackTraceContaining("BYPASSRLS")
                .hasStackTraceContaining("above_user");
    }

    @Test
    void worksAsALesserRoleWhereItsUserMayMakeOne() {
        String database = database("making_user", "bypassrls createrole");
        client(database, "postgres")
                .sql("grant trainyard_tenants to making_user")
                .update();
        try (ConfigurableApplicationContext service = start(database, "making_user")) {
            JdbcClient jdbc = service.getBean(JdbcClient.class);
            assertThat(jdbc.sql("select current_user").query(String.class).single())
                    .isEqualTo("trainyard_tenants");
            try (Tenant.Scope ignored = Tenant.nobody()) {
                assertThat(jdbc.sql("select row_security_active('job')")
                                .query(Boolean.class)
                                .single())
                        .isTrue();
            }
        }
    }

    /** A database of a user that is no superuser, with further rights. */
    private static String database(String user, String rights) {
        String database = TestPostgres.newDatabase();
        JdbcClient all = client(database, "postgres");
        all.sql("do $$ begin create role trainyard_tenants nologin; exception when duplicate_object then null; end $$")
                .update();
        all.sql("create role %s login password '%s' %s".formatted(user, user, rights))
                .update();
        all.sql("alter database %s owner to %s".formatted(database.substring(database.lastIndexOf('/') + 1), user))
                .update();
        return database;
    }

    private static JdbcClient client(String database, String user) {
        return JdbcClient.create(new DriverManagerDataSource(database, user, user));
    }

    private static long asUser(String database, String user, String question) {
        return client(database, user).sql(question).query(Long.class).single();
    }

    private ConfigurableApplicationContext start(String database, String user, String... more) {
        Stream<String> settings = Stream.of(
                "--server.port=0",
                "--trainyard.data=" + data,
                "--trainyard.worker.warm=false",
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + user,
                "--spring.datasource.hikari.maximum-pool-size=6");
        return new SpringApplicationBuilder(Trainyard.class)
                .run(Stream.concat(settings, Stream.of(more)).toArray(String[]::new));
    }
}
