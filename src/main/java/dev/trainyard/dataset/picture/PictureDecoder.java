package dev.trainyard.dataset.picture;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Turns files of pictures into pixels of one size. For one thread. */
public final class PictureDecoder {

    /** From here on only every n-th pixel is decoded, where that leaves twice as many as are needed. */
    private static final long LARGE = 4_000_000;

    static {
        ImageIO.setUseCache(false); // nothing goes through files
    }

    private final PictureSize size;
    private final ImageSpec.Fitting fitting;
    private final Map<PictureFormat, ImageReader> readers = new EnumMap<>(PictureFormat.class);
    private final PlainPng plainPng = new PlainPng();
    private boolean cutOff;

    public PictureDecoder(PictureSize size, ImageSpec.Fitting fitting) {
        this.size = size;
        this.fitting = fitting;
    }

    /**
     * The pixels of a picture, {@code [height, width, channels]}, row-major.
     *
     * @throws UnreadablePicture when the file is none, is damaged, or unpacks too far
     */
    public byte[] decode(byte[] file) throws IOException {
        PictureHeader header = PictureHeader.of(file);
        header.refuseBomb(file.length);
        if (header.format() == PictureFormat.JPEG) {
            JpegScans.refuseBomb(header, file);
        }
        return Fit.to(size, fitting, samples(file, header));
    }

    private Samples samples(byte[] file, PictureHeader header) throws IOException {
        Optional<Samples> plain = header.format() == PictureFormat.PNG ? plainPng.decode(file) : Optional.empty();
        return plain.isPresent()
                ? plain.get().withChannels(size.channels())
                : Samples.of(image(file, header), header.orientation(), size.channels());
    }

    /** Whatever a decoder stumbles over is the picture's fault. */
    private BufferedImage image(byte[] file, PictureHeader header) throws IOException {
        try {
            return read(file, header);
        } catch (UnreadablePicture e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            readers.remove(header.format());
            throw damaged(header, e);
        }
    }

    private static UnreadablePicture damaged(PictureHeader header, Throwable cause) {
        UnreadablePicture damaged = new UnreadablePicture(
                "damaged_picture",
                "the %s picture of %d x %d pixels cannot be decoded"
                        .formatted(header.format(), header.width(), header.height()));
        damaged.initCause(cause);
        return damaged;
    }

    private BufferedImage read(byte[] file, PictureHeader header) throws IOException {
        ImageReader reader = reader(header.format());
        cutOff = false;
        try (MemoryStream stream = new MemoryStream(file)) {
            reader.setInput(stream, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > PictureHeader.MOST_PIXELS) {
                throw new UnreadablePicture("picture_too_large", "the picture is larger than its header says");
            }
            BufferedImage image = reader.read(0, parameters(reader, header));
            if (cutOff) {
                throw new UnreadablePicture("damaged_picture", "the picture is cut off");
            }
            return image;
        } finally {
            reader.setInput(null);
        }
    }

    private ImageReader reader(PictureFormat format) throws IOException {
        ImageReader reader = readers.get(format);
        if (reader == null) {
            reader = PictureReaders.of(format);
            reader.addIIOReadWarningListener((IIOReadWarningListener) (source, warning) -> noteCut(warning));
            readers.put(format, reader);
        }
        return reader;
    }

    /** Decoders fill what is missing with grey and only warn of it. */
    private void noteCut(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        cutOff |= lower.contains("premature") || lower.contains("truncated") || lower.contains("unexpected end");
    }

    private ImageReadParam parameters(ImageReader reader, PictureHeader header) {
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = Math.min(header.width() / (2 * size.width()), header.height() / (2 * size.height()));
        if (step > 1 && (long) header.width() * header.height() > LARGE) {
            parameters.setSourceSubsampling(step, step, 0, 0);
        }
        return parameters;
    }
}
