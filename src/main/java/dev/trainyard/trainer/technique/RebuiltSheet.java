package dev.trainyard.trainer.technique;

import dev.trainyard.bundle.Sheet;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.List;

/** Some pictures and what becomes of them, as one: a row of originals, below it a row of the same rebuilt, and so on. */
public final class RebuiltSheet {

    private static final int SIDE = 8;
    private static final int MOST_SHEETS = 100;

    private final Prepared data;
    private final int epochs;
    private final int count;

    public RebuiltSheet(Prepared data, int epochs) {
        this.data = data;
        this.epochs = epochs;
        Part part = part();
        this.count = Math.min(SIDE * SIDE / 2, part.rows() / SIDE * SIDE);
    }

    private Part part() {
        return data.validation().rows() >= SIDE ? data.validation() : data.train();
    }

    /** The event at the end of an epoch, where one is due and examples can be seen. */
    public List<TrainerEvent> after(int epoch, long iteration, Engine engine) {
        boolean due = epoch == epochs || epoch % Math.max(1, epochs / MOST_SHEETS) == 0;
        boolean pictures = data.encoder().shape().rank() == 3;
        if (!due || !pictures || count == 0) {
            return List.of();
        }
        EncodedRows rows = part().features().gather(part().order(), 0, count);
        return Sheet.of(data.encoder(), sideBySide(rows.values(), engine.predict(rows)))
                .<List<TrainerEvent>>map(sheet -> List.of(new TrainerEvent.Sampled(
                        "reconstructions",
                        epoch,
                        iteration,
                        sheet.inRowsOf(SIDE).base64(),
                        null)))
                .orElse(List.of());
    }

    private float[] sideBySide(float[] originals, float[] rebuilt) {
        int row = originals.length / (count / SIDE);
        float[] both = Arrays.copyOf(originals, 2 * originals.length);
        for (int i = 0; i < count / SIDE; i++) {
            System.arraycopy(originals, i * row, both, 2 * i * row, row);
            System.arraycopy(rebuilt, i * row, both, (2 * i + 1) * row, row);
        }
        return both;
    }
}
