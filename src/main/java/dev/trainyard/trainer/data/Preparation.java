package dev.trainyard.trainer.data;

import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.sql.SQLException;

/** Turns a job's data files into encoded examples: split, encoders fitted on the training part only. */
public final class Preparation {

    private Preparation() {}

    /**
     * Prepares; doing it again gives the same bytes.
     *
     * @throws JobFailed {@code data_invalid} or {@code label_out_of_range}
     */
    public static Prepared of(ResolvedJob job, JobFolder folder) throws IOException, SQLException {
        if (job.examples() instanceof Examples.Rows) {
            return new RowPreparation(job, folder).prepare();
        }
        if (job.examples() instanceof Examples.Sequences sequences) {
            return new SequencePreparation(job, folder, sequences).prepare();
        }
        if (job.examples() instanceof Examples.Clips clips) {
            return new ClipPreparation(job, folder, clips).prepare();
        }
        if (job.examples() instanceof Examples.Pictures pictures) {
            return new PicturePreparation(job, folder, pictures.picture(), null).prepare();
        }
        if (job.examples() instanceof Examples.Captions captions) {
            return new PicturePreparation(job, folder, captions.picture(), captions.text()).prepare();
        }
        if (job.examples() instanceof Examples.Texts texts) {
            return new TextPreparation(job, folder, texts.text(), null).prepare();
        }
        if (job.examples() instanceof Examples.Bags bags) {
            return new BagPreparation(job, folder, bags.text()).prepare();
        }
        if (job.examples() instanceof Examples.TextPairs pairs) {
            return new TextPreparation(job, folder, pairs.source(), pairs.target()).prepare();
        }
        if (job.examples() instanceof Examples.TextWindows windows) {
            return new WindowPreparation(job, folder, windows).prepare();
        }
        throw new IllegalArgumentException("nothing prepares " + job.examples());
    }
}
