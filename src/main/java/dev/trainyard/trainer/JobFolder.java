package dev.trainyard.trainer;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.NamedArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Everything a trainer process is given and everything it leaves: the seam between the service and an engine.
 *
 * <pre>
 * job.json                    the resolved job                                   in
 * data/train.parquet          the typed rows (validation.parquet, test.parquet)  in
 * data/train.u8               their pictures' pixels, if they have some           in
 * checkpoint.safetensors      where to go on, when this is not the first attempt in
 * start.safetensors           parameters that training starts from, if not drawn ones    in
 * end.json                     where training has to end, when it goes after another  in
 * expected.safetensors        parameters to compare with at the end, if asked for        in
 * kernels.txt                 what did the arithmetic that led there                     in
 * differences.json            how they differ                                           out
 * profile.json                what the training rows had, when test rows are held against it in
 * drift.json                  how far those are from it                               out
 * predict.json                how a model answers the rows of data/train, when nothing is trained    in
 * asked.zip                   its bundle                                              in
 * predictions.csv             the rows with its answers                               out
 * predictions.zip             the same, where these are pictures                      out
 * predictions.json            what came of it                                         out
 * work/                       the encoded matrices, mapped while training
 * checkpoints/00000042.safetensors                                               out
 * bundle/                     the trained model                                  out
 * </pre>
 */
public record JobFolder(Path folder) {

    public Path job() {
        return folder.resolve("job.json");
    }

    public Path trainRows() {
        return folder.resolve("data").resolve("train.parquet");
    }

    public Path validationRows() {
        return folder.resolve("data").resolve("validation.parquet");
    }

    public Path testRows() {
        return folder.resolve("data").resolve("test.parquet");
    }

    /** Bytes {@code [rows, height, width, channels]}. */
    public Path trainPixels() {
        return folder.resolve("data").resolve("train.u8");
    }

    public Path validationPixels() {
        return folder.resolve("data").resolve("validation.u8");
    }

    public Path testPixels() {
        return folder.resolve("data").resolve("test.u8");
    }

    public Path startingCheckpoint() {
        return folder.resolve("checkpoint.safetensors");
    }

    /** What did the arithmetic that is to be done again: a name. */
    public Path kernels() {
        return folder.resolve("kernels.txt");
    }

    /** What did the arithmetic that the job has to come to again or goes on from; null where it begins, or none is told. */
    public @Nullable String wantedKernels() throws IOException {
        if (Files.exists(kernels())) {
            return Files.readString(kernels());
        }
        return Files.exists(startingCheckpoint()) ? kernelsOf(startingCheckpoint()) : null;
    }

    /** What is wrong with a checkpoint that cannot be read the trainer tells. */
    private static @Nullable String kernelsOf(Path checkpoint) {
        try {
            return NamedArrays.metadata(checkpoint).get("kernels");
        } catch (IOException | JacksonException e) {
            return null;
        }
    }

    /** Parameters, or a checkpoint, as {@code start} of the job says. */
    public Path start() {
        return folder.resolve("start.safetensors");
    }

    /** A {@link dev.trainyard.bundle.Provenance.End}. */
    public Path end() {
        return folder.resolve("end.json");
    }

    /** Parameters that training is expected to come to. */
    public Path expected() {
        return folder.resolve("expected.safetensors");
    }

    /** {@link dev.trainyard.bundle.ParameterDifferences} from the expected ones. */
    public Path differences() {
        return folder.resolve("differences.json");
    }

    /** A list of {@link dev.trainyard.bundle.ColumnProfile}; empty where it was not written down. */
    public Path profile() {
        return folder.resolve("profile.json");
    }

    /** A list of {@link dev.trainyard.bundle.ColumnDrift}. */
    public Path drift() {
        return folder.resolve("drift.json");
    }

    /** A {@link BatchRequest}; where it is, nothing is trained. */
    public Path batchRequest() {
        return folder.resolve("predict.json");
    }

    /** The bundle of the model that is asked. */
    public Path askedBundle() {
        return folder.resolve("asked.zip");
    }

    /** CSV. */
    public Path predictions() {
        return folder.resolve("predictions.csv");
    }

    /** A zip archive of pictures and {@code labels.csv}. */
    public Path predictedPictures() {
        return folder.resolve("predictions.zip");
    }

    /** A {@link BatchOutcome}. */
    public Path batchOutcome() {
        return folder.resolve("predictions.json");
    }

    public Path work() {
        return folder.resolve("work");
    }

    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    public BundleFolder bundle() {
        return new BundleFolder(folder.resolve("bundle"));
    }
}
