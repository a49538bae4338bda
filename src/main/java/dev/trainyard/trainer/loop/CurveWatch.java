package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.TrainerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at the loss after each epoch and warns, once for each kind of trouble, with what would help. */
final class CurveWatch {

    /** A loss that rises so many epochs in a row, to so much above its lowest, rises for a reason. */
    static final int RISES = 3;

    static final double RISEN = 1.2;

    /** A gain smaller than this share of the loss is none. */
    static final double GAIN = 0.01;

    /** Epochs without a gain that make a plateau: a tenth of all, and at least so many. */
    static final int SHORTEST_PLATEAU = 10;

    /** So many epochs in a row with the validation loss so far above its lowest, while the training loss is below its own then. */
    static final int OVERFITTED = 5;

    static final double ABOVE = 1.1;

    /** A loss so many times above what it was before training, for so many epochs in a row, will not come back. */
    static final double DIVERGED = 10_000;

    static final int EPOCHS_DIVERGED = 3;

    private final int plateau;
    private final Advice advice;
    private Standing standing = Standing.NONE;

    CurveWatch(int epochs, Advice advice) {
        this.advice = advice;
        this.plateau = Math.max(SHORTEST_PLATEAU, epochs / 10);
    }

    /**
     * What the losses so far come to.
     *
     * @param train the last training loss, null before there is one
     * @param lowest the lowest training loss, for a gain of at least {@value CurveWatch#GAIN}
     * @param rises epochs in a row in which the training loss rose
     * @param stale epochs since the last gain
     * @param validation the lowest validation loss
     * @param trainThen the training loss of that epoch
     * @param apart epochs in a row in which the two losses parted
     * @param told codes of the warnings already given
     * @param untrained the training loss before the first update, null before there is one
     * @param beyond epochs in a row in which the training loss was far above that
     */
    record Standing(
            @Nullable Double train,
            @Nullable Double lowest,
            int rises,
            int stale,
            @Nullable Double validation,
            @Nullable Double trainThen,
            int apart,
            Set<String> told,
            @Nullable Double untrained,
            int beyond) {

        static final Standing NONE = new Standing(null, null, 0, 0, null, null, 0, Set.of(), null, 0);

        Standing begun(@Nullable Double loss) {
            return new Standing(train, lowest, rises, stale, validation, trainThen, apart, told, loss, 0);
        }

        Standing next(@Nullable Double train, @Nullable Double validation) {
            return train == null ? this : ofTraining(train).ofValidation(train, validation);
        }

        private Standing ofTraining(double now) {
            boolean gained = lowest == null || now < lowest * (1 - GAIN);
            boolean rose = train != null && now > train;
            return new Standing(
                    now,
                    gained ? Double.valueOf(now) : lowest,
                    rose ? rises + 1 : 0,
                    gained ? 0 : stale + 1,
                    validation,
                    trainThen,
                    apart,
                    told,
                    untrained,
                    isFarAbove(now) ? beyond + 1 : 0);
        }

        private boolean isFarAbove(double now) {
            return untrained != null && now > DIVERGED * Math.max(1, untrained);
        }

        private Standing ofValidation(double trained, @Nullable Double now) {
            if (now == null) {
                return this;
            }
            if (validation == null || now < validation) {
                return new Standing(train, lowest, rises, stale, now, trained, 0, told, untrained, beyond);
            }
            boolean parted = now > ABOVE * validation && trainThen != null && trained < trainThen;
            return new Standing(
                    train,
                    lowest,
                    rises,
                    stale,
                    validation,
                    trainThen,
                    parted ? apart + 1 : 0,
                    told,
                    untrained,
                    beyond);
        }

        Standing told(String code) {
            Set<String> more = new TreeSet<>(told);
            more.add(code);
            return new Standing(train, lowest, rises, stale, validation, trainThen, apart, more, untrained, beyond);
        }
    }

    /** Is told the series before the first update. */
    void begin(Map<String, @Nullable Double> series) {
        standing = standing.begun(series.get("train/loss"));
    }

    /** Whether the loss has gone where it does not come back from. */
    boolean diverges() {
        return standing.beyond() >= EPOCHS_DIVERGED;
    }

    /** What is to be said after an epoch with these series. */
    List<TrainerEvent> after(int epoch, Map<String, @Nullable Double> series) {
        standing = standing.next(series.get("train/loss"), series.get("validation/loss"));
        List<TrainerEvent> warnings = new ArrayList<>();
        warn(isRising(), "loss_increasing", rising(epoch), advice.lowerRate(), warnings);
        warn(standing.stale() >= plateau, "plateau", level(epoch), advice.fallingRate(), warnings);
        warn(standing.apart() >= OVERFITTED, "overfitting", apart(epoch), advice.stopEarly(), warnings);
        return warnings;
    }

    private boolean isRising() {
        return standing.rises() >= RISES
                && standing.train() != null
                && standing.lowest() != null
                && standing.train() > RISEN * standing.lowest();
    }

    private void warn(
            boolean trouble,
            String code,
            String message,
            @Nullable List<Map<String, Object>> patch,
            List<TrainerEvent> warnings) {
        if (trouble && !standing.told().contains(code)) {
            standing = standing.told(code);
            warnings.add(new TrainerEvent.Warned(code, message, patch));
        }
    }

    private String rising(int epoch) {
        return "train/loss has risen %d epochs in a row, to %.4g in epoch %d; its lowest was %.4g. The steps are too large: lower the learning rate, or clip the gradient."
                .formatted(standing.rises(), standing.train(), epoch, standing.lowest());
    }

    private String level(int epoch) {
        return "train/loss has gained less than 1 %% in %d epochs, up to epoch %d (%.4g). More of them will change little: finish the job, let the learning rate fall by a schedule, or give the network more units."
                .formatted(standing.stale(), epoch, standing.train());
    }

    private String apart(int epoch) {
        return "validation/loss has been 10 %% above its lowest (%.4g) for %d epochs, up to epoch %d, while train/loss fell on: the network learns its rows by heart. Stop early and restore the best, add dropout or an l2 penalty, or bring more rows."
                .formatted(standing.validation(), standing.apart(), epoch);
    }

    Standing standing() {
        return standing;
    }

    void restore(Standing then) {
        standing = then;
    }
}
