package dev.trainyard.dataset.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats of pictures that are read, told by how a file begins and not by what it is called. */
public enum PictureFormat {
    PNG("com.sun.imageio.plugins.png.PNGImageReaderSpi"),
    JPEG("com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi"),
    BMP("com.sun.imageio.plugins.bmp.BMPImageReaderSpi"),
    GIF("com.sun.imageio.plugins.gif.GIFImageReaderSpi"),
    WEBP("com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi");

    /** So many bytes tell the format. */
    public static final int TELLING_BYTES = 12;

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "gif", "webp");
    private static final Set<String> OTHER_ENDINGS = Set.of(
            "tif", "tiff", "heic", "heif", "avif", "jp2", "svg", "ico", "psd", "pgm", "ppm", "pbm", "tga", "dcm");

    private final String reader;

    PictureFormat(String reader) {
        this.reader = reader;
    }

    /** The class that provides its reader. */
    String reader() {
        return reader;
    }

    public static Optional<PictureFormat> of(byte[] beginning) {
        String start = new String(beginning, 0, Math.min(TELLING_BYTES, beginning.length), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values()).filter(format -> format.begins(start)).findFirst();
    }

    private boolean begins(String start) {
        return switch (this) {
            case PNG -> start.startsWith("\u0089PNG\r\n\u001a\n");
            case JPEG -> start.startsWith("\u00ff\u00d8\u00ff");
            case BMP -> start.startsWith("BM");
            case GIF -> start.startsWith("GIF87a") || start.startsWith("GIF89a");
            case WEBP -> start.startsWith("RIFF") && start.startsWith("WEBP", 8);
        };
    }

    /** Whether a file is called like a picture, of a format that is read or of another. */
    public static boolean isNameOfPicture(String name) {
        return ENDINGS.contains(ending(name)) || OTHER_ENDINGS.contains(ending(name));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
