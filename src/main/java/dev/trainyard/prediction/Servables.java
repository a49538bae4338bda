package dev.trainyard.prediction;

import dev.trainyard.storage.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The models that are loaded, by the digest of their bundle. A model is loaded when it is first asked for, once however
 * many ask at the same time; the ones that were not asked for longest make room, and are closed when their last user is
 * done.
 */
final class Servables implements AutoCloseable {

    private final Loader loader;
    private final long mostBytes;
    private final LongSupplier nanos;
    private final Map<Digest, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Loads the bundle of a digest. */
    interface Loader {

        /**
         * @throws BundleUnreadable when it never will load
         * @throws IOException when it did not load this time
         */
        Loaded load(Digest digest) throws IOException, BundleUnreadable;
    }

    /** A model and about how much memory it takes. */
    record Loaded(Servable servable, long bytes) {}

    Servables(Loader loader, long mostBytes) {
        this(loader, mostBytes, System::nanoTime);
    }

    /** @param nanos tells the time, by which models are idle */
    Servables(Loader loader, long mostBytes, LongSupplier nanos) {
        this.loader = loader;
        this.mostBytes = mostBytes;
        this.nanos = nanos;
    }

    /**
     * Gives a model to use until the lease is closed.
     *
     * @throws BundleUnreadable when it cannot be served; that is remembered
     * @throws IOException when it could not be fetched this time
     */
    Lease lease(Digest digest) throws IOException, BundleUnreadable {
        Slot slot = enter(digest);
        try {
            slot.load();
            return new Lease(slot);
        } catch (IOException | BundleUnreadable | RuntimeException e) {
            leave(slot);
            throw e;
        }
    }

    private synchronized Slot enter(Digest digest) {
        Slot slot = slots.computeIfAbsent(digest, Slot::new);
        slot.users++;
        return slot;
    }

    private void leave(Slot slot) {
        Servable unused = null;
        synchronized (this) {
            slot.users--;
            slot.lastUsed = nanos.getAsLong();
            if (slot.users == 0 && slot.evicted) {
                unused = slot.servable();
            }
        }
        if (unused != null) {
            unused.close();
        }
    }

    private void loaded(Slot slot, long size) {
        List<Servable> unused = new ArrayList<>();
        synchronized (this) {
            if (!slot.evicted) {
                slot.bytes = size;
                bytes += size;
                makeRoom(slot, unused);
            }
        }
        unused.forEach(Servable::close);
    }

    private void makeRoom(Slot newest, List<Servable> unused) {
        Iterator<Slot> longestUnasked = slots.values().iterator();
        while (bytes > mostBytes && longestUnasked.hasNext()) {
            Slot slot = longestUnasked.next();
            if (slot != newest && slot.future.isDone()) {
                longestUnasked.remove();
                evict(slot, unused);
            }
        }
    }

    private void evict(Slot slot, List<Servable> unused) {
        slot.evicted = true;
        bytes -= slot.bytes;
        Servable servable = slot.servable();
        if (slot.users == 0 && servable != null) {
            unused.add(servable);
        }
    }

    /** Closes the models that nobody has used for so long. */
    void unload(Duration longest) {
        List<Servable> unused = new ArrayList<>();
        synchronized (this) {
            Iterator<Slot> loaded = slots.values().iterator();
            while (loaded.hasNext()) {
                Slot slot = loaded.next();
                boolean idle = slot.users == 0 && nanos.getAsLong() - slot.lastUsed >= longest.toNanos();
                if (idle && slot.future.isDone()) {
                    loaded.remove();
                    evict(slot, unused);
                }
            }
        }
        unused.forEach(Servable::close);
    }

    /** Closes a model as soon as its last user is done; who asks for it then has it loaded anew. */
    void unload(Digest digest) {
        List<Servable> unused = new ArrayList<>();
        synchronized (this) {
            Slot slot = slots.get(digest);
            if (slot != null && slot.future.isDone()) {
                slots.remove(digest);
                evict(slot, unused);
            }
        }
        unused.forEach(Servable::close);
    }

    private synchronized void forget(Slot slot) {
        slots.remove(slot.digest, slot);
    }

    /** How many models are loaded. */
    synchronized int size() {
        return slots.size();
    }

    @Override
    public void close() {
        List<Servable> unused = new ArrayList<>();
        synchronized (this) {
            slots.values().forEach(slot -> evict(slot, unused));
            slots.clear();
        }
        unused.forEach(Servable::close);
    }

    /** The place of one model; all but the future is guarded by the collection's lock. */
    private final class Slot {

        private static final long REFUSAL_BYTES = 4096;

        private final Digest digest;
        private final CompletableFuture<Loaded> future = new CompletableFuture<>();
        private boolean begun;
        private boolean evicted;
        private int users;
        private long lastUsed;
        private long bytes;

        Slot(Digest digest) {
            this.digest = digest;
        }

        /** The first who comes loads, everybody else waits for it. */
        void load() throws IOException, BundleUnreadable {
            if (!future.isDone() && begin()) {
                loadAndTell();
            }
            await();
        }

        private boolean begin() {
            synchronized (Servables.this) {
                boolean first = !begun;
                begun = true;
                return first;
            }
        }

        private void loadAndTell() {
            try {
                Loaded loaded = loader.load(digest);
                future.complete(loaded);
                loaded(this, loaded.bytes());
            } catch (BundleUnreadable e) {
                future.completeExceptionally(e);
                loaded(this, REFUSAL_BYTES);
            } catch (IOException | RuntimeException | Error e) {
                forget(this);
                future.completeExceptionally(e);
            }
        }

        private void await() throws IOException, BundleUnreadable {
            try {
                future.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof BundleUnreadable unreadable) {
                    throw new BundleUnreadable(unreadable.reason(), unreadable);
                }
                throw new IOException("the model could not be loaded", e.getCause());
            }
        }

        @Nullable
        Servable servable() {
            return future.isDone() && !future.isCompletedExceptionally()
                    ? future.join().servable()
                    : null;
        }
    }

    /** The use of a model, which keeps it from being closed. */
    final class Lease implements AutoCloseable {

        private final Slot slot;
        private boolean closed;

        private Lease(Slot slot) {
            this.slot = slot;
        }

        Servable servable() {
            return slot.future.join().servable();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                leave(slot);
            }
        }
    }
}
