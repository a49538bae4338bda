package dev.trainyard.prediction;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.picture.PictureDecoder;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.dataset.picture.UnreadablePicture;
import dev.trainyard.plan.PictureForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures as callers send them, files or files in base64, into the network's input; they are decoded and brought to
 * size as the training pictures were.
 */
final class PictureReader implements ExampleReader {

    private static final Pattern DATA_URL = Pattern.compile("data:image/[a-z.+-]{1,20};base64,");

    private final PictureEncoder encoder;
    private final PictureForm form;
    private final UnaryOperator<byte[]> change;
    private final float[] table;

    PictureReader(PictureEncoder encoder) {
        this(encoder, encoder.form(), UnaryOperator.identity());
    }

    /** Reads pictures of which only a part is left, and takes away what may still be there. */
    PictureReader(DegradedEncoder encoder) {
        this(encoder.left(), encoder.readForm(), encoder::leftOfRead);
    }

    /** @param form in which a file is read, before the change */
    private PictureReader(PictureEncoder encoder, PictureForm form, UnaryOperator<byte[]> change) {
        this.encoder = encoder;
        this.form = form;
        this.change = change;
        this.table = encoder.table();
    }

    PictureEncoder encoder() {
        return encoder;
    }

    @Override
    public String field() {
        return "images";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> pictures, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(pictures.size(), encoder.width())];
        Picture picture = new Picture(encoded, findings);
        for (int row = 0; row < pictures.size(); row++) {
            picture.read(pictures.get(row), row, row * encoder.width());
        }
        return new Encoded(encoded, null);
    }

    /** Reads the pictures of one call, one after the other. */
    final class Picture {

        private final PictureDecoder decoder = new PictureDecoder(form.size(), form.fitting());
        private final float[] encoded;
        private final RowFindings findings;

        /** @param encoded what they are written into */
        Picture(float[] encoded, RowFindings findings) {
            this.encoded = encoded;
            this.findings = findings;
        }

        /** Writes a picture of an example from {@code at}. */
        void read(@Nullable Object picture, int row, int at) {
            file(picture, row, findings).ifPresent(file -> decode(file, row, at));
        }

        private void decode(byte[] file, int row, int at) {
            try {
                PictureEncoder.encode(change.apply(decoder.decode(file)), table, encoded, at);
            } catch (UnreadablePicture e) {
                findings.refuse(row, "", e.code(), String.valueOf(e.getMessage()), null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Optional<byte[]> file(@Nullable Object picture, int row, RowFindings findings) {
        if (picture instanceof byte[] bytes) {
            return Optional.of(bytes);
        }
        if (!(picture instanceof String text)) {
            findings.refuse(
                    row,
                    "",
                    "wrong_type",
                    "the picture is %s; it is a file in base64".formatted(Written.of(picture)),
                    null);
            return Optional.empty();
        }
        Matcher prefix = DATA_URL.matcher(text);
        try {
            return Optional.of(Base64.getDecoder().decode(prefix.lookingAt() ? text.substring(prefix.end()) : text));
        } catch (IllegalArgumentException e) {
            findings.refuse(row, "", "not_base64", "the picture is no base64: " + e.getMessage(), null);
            return Optional.empty();
        }
    }

    /** A cell of a table is a picture in base64. */
    @Override
    public Object typed(List<String> header, List<String> texts) {
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** A picture of the right size that grows brighter from left to right. */
    @Override
    public Object example() {
        int width = encoder.form().width();
        int channels = encoder.form().channels();
        byte[] pixels = new byte[encoder.form().size().bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (255 * (i / channels % width) / Math.max(1, width - 1));
        }
        try {
            byte[] file = new Thumbnail(encoder.form().size(), pixels).within(Integer.MAX_VALUE);
            return Base64.getEncoder().encodeToString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
