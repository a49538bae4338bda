package dev.trainyard.prediction;

import dev.trainyard.model.ServedVersion;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks versions in the shadow of others the same again, once these have answered, and counts how often both say the same. Nobody
 * waits for a shadow; what is too much for it is left out.
 */
@Component
@ApiRole
class Shadows implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);
    private static final int MOST_WAITING = 8;
    private static final int MOST_ROWS = 1000;
    private static final double CLOSE = 1e-3;

    private final ServedModels served;
    private final VersionCounts counts;
    private final ThreadPoolExecutor behind;

    Shadows(ServedModels served, VersionCounts counts) {
        this.served = served;
        this.counts = counts;
        this.behind = new ThreadPoolExecutor(
                0,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Shadows::thread,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "shadow");
        thread.setDaemon(true);
        return thread;
    }

    /** Has the shadow of a version answer as well, where it has one. */
    void follow(ServedVersion version, List<? extends @Nullable Object> examples, List<Prediction> answers) {
        Integer shadow = version.shadow();
        if (shadow != null && examples.size() <= MOST_ROWS) {
            behind.execute(Tenant.handOn(() -> compare(version.model(), shadow, examples, answers)));
        }
    }

    private void compare(
            String model, int shadow, List<? extends @Nullable Object> examples, List<Prediction> answers) {
        VersionCounts.Shadow count = counts.shadow(model, shadow);
        try {
            List<Prediction> its = served.look(
                    model,
                    Integer.toString(shadow),
                    (found, servable) -> servable.predict(examples).predictions());
            for (int i = 0; i < answers.size(); i++) {
                count.compared(agree(answers.get(i), its.get(i)));
            }
        } catch (RuntimeException e) {
            LOG.debug("The shadow {} of {} did not answer", shadow, model, e);
            count.failed();
        }
    }

    /** The same label, or nearly the same number. */
    private static boolean agree(Prediction one, Prediction other) {
        if (one instanceof Prediction.Category a && other instanceof Prediction.Category b) {
            return Objects.equals(a.label(), b.label());
        }
        if (one instanceof Prediction.Labels a && other instanceof Prediction.Labels b) {
            return a.labels().equals(b.labels());
        }
        if (one instanceof Prediction.Value a && other instanceof Prediction.Value b) {
            return a.value() != null && b.value() != null && isClose(a.value(), b.value());
        }
        return one.equals(other);
    }

    private static boolean isClose(double one, double other) {
        return Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other));
    }

    @Override
    public void destroy() {
        behind.shutdownNow();
    }
}
