package dev.trainyard.tenant;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * For whom the thread at hand works. The database shows and takes only what is that tenant's, whatever a statement says; a
 * thread that has not said for whom it works sees nothing.
 */
public final class Tenant {

    /** Whose everything is, where nobody is asked who they are. */
    public static final String DEFAULT = "default";

    /**
     * What a list asks for besides, in SQL, so that an index finds its tenant's rows among all: the policy, which decides, is no
     * condition that PostgreSQL looks up. Of all tenants together it finds nothing.
     */
    public static final String OWN_ROWS = "tenant = current_setting('trainyard.tenant', true)";

    /** What the database is told for threads that serve all tenants. */
    private static final String ALL = "*";

    /** What it is told for threads that say nothing. */
    private static final String NOBODY = "";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> NOBODY);

    private Tenant() {}

    /** Ends with the block that it was entered for, and whatever held before holds again. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    public static boolean isName(String word) {
        return NAME.matcher(word).matches();
    }

    /** Works for one tenant from here on. */
    public static Scope of(String tenant) {
        if (!isName(tenant)) {
            throw new IllegalArgumentException(
                    "a tenant is [a-z0-9][a-z0-9._-]{0,62}, and this is '%s'".formatted(tenant));
        }
        return enter(tenant);
    }

    /** Works for all tenants from here on: claims, reaps, sweeps. What it makes takes its tenant from what it belongs to. */
    public static Scope all() {
        return enter(ALL);
    }

    /** Works for nobody from here on. */
    public static Scope nobody() {
        return enter(NOBODY);
    }

    /** Works again for whomever a thread worked for that was {@linkplain #told so}. */
    public static Scope again(String told) {
        return enter(told);
    }

    private static Scope enter(String tenant) {
        String before = CURRENT.get();
        CURRENT.set(tenant);
        return () -> leaveTo(before);
    }

    private static void leaveTo(String before) {
        if (before.equals(NOBODY)) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    /**
     * The tenant that this thread works for.
     *
     * @throws IllegalStateException when it works for nobody, or for all
     */
    public static String current() {
        String tenant = CURRENT.get();
        if (!isOne(tenant)) {
            throw new IllegalStateException("this thread works for %s, and only one tenant will do here"
                    .formatted(tenant.equals(ALL) ? "all tenants" : "no tenant"));
        }
        return tenant;
    }

    private static boolean isOne(String tenant) {
        return !tenant.equals(ALL) && !tenant.equals(NOBODY);
    }

    /** What the database is told. */
    public static String told() {
        return CURRENT.get();
    }

    /** Work that is done for all tenants, on whichever thread. */
    public static Runnable forAll(Runnable work) {
        return () -> {
            try (Scope ignored = all()) {
                work.run();
            }
        };
    }

    /** What all tenants together have. */
    public static <T> T amongAll(Supplier<T> work) {
        try (Scope ignored = all()) {
            return work.get();
        }
    }

    /** Work that is done for whomever this thread works for, on whichever thread. */
    public static Runnable handOn(Runnable work) {
        String tenant = CURRENT.get();
        return () -> {
            try (Scope ignored = enter(tenant)) {
                work.run();
            }
        };
    }

    /** Runs all it is given for whomever this thread works for now. */
    public static Executor handingOn(Executor executor) {
        String tenant = CURRENT.get();
        return work -> executor.execute(() -> {
            try (Scope ignored = enter(tenant)) {
                work.run();
            }
        });
    }
}
