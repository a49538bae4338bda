package dev.trainyard.storage;

import dev.trainyard.tenant.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The store of whichever tenant the thread at hand works for: objects under {@code t/<tenant>/}. Equal bytes of two tenants are two
 * objects, so that nobody learns by the time of an upload what others have.
 */
final class TenantStores implements ObjectStore {

    private final Function<String, ObjectStore> opener;
    private final Map<String, ObjectStore> stores = new ConcurrentHashMap<>();

    /** @param opener gives the store with the objects below a folder, whose name ends with a slash */
    TenantStores(Function<String, ObjectStore> opener) {
        this.opener = opener;
    }

    /**
     * Where the objects of the thread's tenant lie.
     *
     * @throws IllegalStateException when it does not work for one tenant
     */
    static String folder() {
        return "t/" + Tenant.current() + "/";
    }

    private ObjectStore mine() {
        return stores.computeIfAbsent(Tenant.current(), this::open);
    }

    /** What was stored before there were tenants lies beside their folders. */
    private ObjectStore open(String tenant) {
        ObjectStore own = opener.apply(folder());
        return tenant.equals(Tenant.DEFAULT) ? new ElderStore(own, opener.apply("")) : own;
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        return mine().put(bytes, mostBytes);
    }

    @Override
    public StoredObject put(Path file) throws IOException {
        return mine().put(file);
    }

    @Override
    public StoredObject take(Path file) throws IOException {
        return mine().take(file);
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return mine().open(digest);
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        return mine().open(digest, first, length);
    }

    @Override
    public Optional<URI> address(Digest digest, String fileName, Duration validity) {
        return mine().address(digest, fileName, validity);
    }

    @Override
    public void download(Digest digest, Path target) throws IOException {
        mine().download(digest, target);
    }

    @Override
    public void lend(Digest digest, Path target) throws IOException {
        mine().lend(digest, target);
    }

    @Override
    public boolean exists(Digest digest) throws IOException {
        return mine().exists(digest);
    }

    @Override
    public void delete(Digest digest) throws IOException {
        mine().delete(digest);
    }
}
