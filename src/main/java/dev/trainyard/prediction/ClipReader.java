package dev.trainyard.prediction;

import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.problem.Suggestion;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads clips, each a list of pictures in their order, into the network's input, and tells how long each is. */
final class ClipReader implements ExampleReader {

    private final ClipEncoder encoder;
    private final PictureReader frame;
    private final int frameWidth;

    ClipReader(ClipEncoder encoder) {
        this.encoder = encoder;
        this.frame = new PictureReader(encoder.frame());
        this.frameWidth = encoder.frame().width();
    }

    ClipEncoder encoder() {
        return encoder;
    }

    @Override
    public String field() {
        return "clips";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> clips, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(clips.size(), encoder.width())];
        int[] lengths = new int[clips.size()];
        PictureReader.Picture picture = frame.new Picture(encoded, findings);
        for (int i = 0; i < clips.size(); i++) {
            if (!(clips.get(i) instanceof List<?> frames)) {
                findings.refuse(
                        i,
                        "",
                        "wrong_type",
                        "the clip is %s; it is a list of pictures, files in base64".formatted(clips.get(i)),
                        null);
            } else if (hasItsLength(frames, i, findings)) {
                lengths[i] = frames.size();
                read(frames, i, picture, findings);
            }
        }
        return new Encoded(encoded, encoder.least() == encoder.steps() ? null : lengths);
    }

    private boolean hasItsLength(List<?> frames, int clip, RowFindings findings) {
        int count = frames.size();
        int most = encoder.steps();
        if (count < encoder.least()) {
            findings.refuse(
                    clip,
                    "",
                    "sequence_too_short",
                    "the clip has %d frames; the model reads %s".formatted(count, meant()),
                    null);
        } else if (count > most) {
            findings.refuse(
                    clip,
                    "",
                    "sequence_too_long",
                    "the clip has %d frames; the model reads %s: leave out the first %d"
                            .formatted(count, meant(), count - most),
                    Suggestion.replace(findings.pointer(clip, ""), frames.subList(count - most, count)));
        }
        return count >= encoder.least() && count <= most;
    }

    private String meant() {
        int most = encoder.steps();
        return encoder.least() == most ? "exactly %d".formatted(most) : "1 to %d".formatted(most);
    }

    private void read(List<?> frames, int clip, PictureReader.Picture picture, RowFindings findings) {
        for (int i = 0; i < frames.size(); i++) {
            findings.atStep(i);
            picture.read(frames.get(i), clip, clip * encoder.width() + i * frameWidth);
        }
        findings.atStep(-1);
    }

    /** Tables have no clips. */
    @Override
    public Object typed(List<String> header, List<String> texts) {
        return texts;
    }

    @Override
    public Object example() {
        return Collections.nCopies(Math.max(encoder.least(), Math.min(2, encoder.steps())), frame.example());
    }
}
