package dev.trainyard.dataset.picture;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The one reader for each format, named, so that no other one on the class path is ever handed hostile bytes. */
final class PictureReaders {

    private static final Map<PictureFormat, ImageReaderSpi> PROVIDERS = new EnumMap<>(PictureFormat.class);

    static {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        for (PictureFormat format : PictureFormat.values()) {
            providers(registry)
                    .filter(provider -> provider.getClass().getName().equals(format.reader()))
                    .findFirst()
                    .ifPresent(provider -> PROVIDERS.put(format, provider));
        }
    }

    private PictureReaders() {}

    /** Those that the class loader of this class sees, wherever it is started from, and those of Java itself. */
    private static Stream<ImageReaderSpi> providers(IIORegistry registry) {
        Iterable<ImageReaderSpi> known = () -> registry.getServiceProviders(ImageReaderSpi.class, false);
        Iterable<ImageReaderSpi> seen = ServiceLoader.load(ImageReaderSpi.class, PictureReaders.class.getClassLoader());
        return Stream.concat(
                StreamSupport.stream(known.spliterator(), false),
                StreamSupport.stream(seen.spliterator(), false).peek(registry::registerServiceProvider));
    }

    /** A new reader, for one thread. */
    static ImageReader of(PictureFormat format) throws IOException {
        ImageReaderSpi provider = PROVIDERS.get(format);
        if (provider == null) {
            throw new IllegalStateException("there is no reader for " + format + " on the class path");
        }
        return provider.createReaderInstance();
    }
}
