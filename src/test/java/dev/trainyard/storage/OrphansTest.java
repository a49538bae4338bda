package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OrphansTest {

    private final String database = TestPostgres.newDatabase();
    private final JdbcClient jdbc = JdbcClient.create(connections());

    @TempDir
    Path folder;

    private DirectoryStore store;
    private Digest object;

    @BeforeEach
    void prepare() throws IOException {
        jdbc.sql(new ClassPathResource("db/migration/V11__stored_orphan.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        jdbc.sql("""
                        alter table stored_orphan add column tenant text not null default 'default',
                            drop constraint stored_orphan_pkey, add primary key (digest, tenant)
                        """).update();
        store = new DirectoryStore(folder, 0);
        object = store.put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3).digest();
    }

    private DriverManagerDataSource connections() {
        return new DriverManagerDataSource(database, "postgres", "postgres");
    }

    private Orphans orphans(Predicate<Digest> needs) {
        DriverManagerDataSource own = connections();
        StaticListableBeanFactory users = new StaticListableBeanFactory();
        users.addBean("user", new ObjectUser() {

            @Override
            public boolean needs(Digest some) {
                return needs.test(some);
            }

            @Override
            public boolean tells() {
                return true;
            }
        });
        return new Orphans(
                JdbcClient.create(own),
                store,
                users.getBeanProvider(ObjectUser.class),
                new TransactionTemplate(new JdbcTransactionManager(own)));
    }

    @Test
    void deletesWhatNobodyNeeds() throws IOException {
        Orphans orphans = orphans(some -> false);
        orphans.left(List.of(object));
        orphans.sweep(List.of(object));
        assertThat(store.exists(object)).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void forgetsWhatIsUsedAgain() throws IOException {
        Orphans orphans = orphans(some -> true);
        orphans.left(List.of(object));
        orphans.sweep();
        assertThat(store.exists(object)).isTrue();
        assertThat(left()).isEmpty();
    }

    @Test
    void remembersWhatIsLeftOnceMoreWhileItLooks() throws IOException {
        Orphans others = orphans(some -> false);
        Orphans orphans = orphans(some -> {
            others.left(List.of(some)); // its last user leaves right after it said that it needs it
            return true;
        });
        orphans.left(List.of(object));
        orphans.sweep();
        assertThat(left()).containsExactly(object.hex());
        others.sweep();
        assertThat(store.exists(object)).isFalse();
    }

    /** Whoever stored it may be gone before he says that he uses it. */
    @Test
    void looksInAnHourAtWhatWasStoredToBeUsedAtOnce() throws IOException {
        Orphans unused = orphans(some -> false);
        unused.doubt(List.of(object));
        unused.sweep();
        assertThat(store.exists(object)).isTrue();
        jdbc.sql("update stored_orphan set look_at = look_at - interval '1 hour'")
                .update();
        unused.sweep();
        assertThat(store.exists(object)).isFalse();
    }

    @Test
    void doesNotPutOffWhatWasLeft() throws IOException {
        Orphans orphans = orphans(some -> false);
        orphans.left(List.of(object));
        orphans.doubt(List.of(object, object));
        orphans.sweep();
        assertThat(store.exists(object)).isFalse();
    }

    private List<String> left() {
        return jdbc.sql("select digest from stored_orphan").query(String.class).list();
    }
}
