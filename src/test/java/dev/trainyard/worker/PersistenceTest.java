package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.storage.StoreUnavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

class PersistenceTest {

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();
    private final Persistence persistence = new Persistence(() -> false, stopping::get);

    @Test
    void asksAgainWhileTheObjectStoreIsAway() throws Exception {
        String fetched = persistence.reach(() -> {
            if (tries.incrementAndGet() < 3) {
                throw away();
            }
            return "rows";
        });
        assertThat(fetched).isEqualTo("rows");
        assertThat(tries).hasValue(3);
    }

    @Test
    void doesNotWaitForItWhenTheAttemptIsToEnd() {
        assertThatThrownBy(() -> persistence.reach(() -> {
                    tries.incrementAndGet();
                    stopping.set(true);
                    throw away();
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void doesNotAskAgainForWhatIsNotThere() {
        assertThatThrownBy(() -> persistence.reach(() -> {
                    tries.incrementAndGet();
                    throw new FileNotFoundException("gone");
                }))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void writesAgainWhatADeadlockBrokeOff() throws Exception {
        persistence.write(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new CannotAcquireLockException("deadlock detected");
            }
        });
        assertThat(tries).hasValue(2);
    }

    private static StoreUnavailable away() {
        return new StoreUnavailable(new IOException("503"));
    }
}
