package dev.trainyard.bench.service;

import dev.trainyard.bench.training.Examples;
import dev.trainyard.bench.training.PeerContender;
import dev.trainyard.bench.training.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keras' first tutorial, from the file to the answers: MNIST, 128 units, five epochs. */
public final class QuickStart {

    private static final int EPOCHS = 5;
    private static final int BATCH = 32;
    private static final int READERS = 50;

    private final int pairs;
    private final Path scratch;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Double> facts = new LinkedHashMap<>();

    public QuickStart(int pairs, Path scratch) {
        this.pairs = pairs;
        this.scratch = scratch;
    }

    /** Runs it, and writes the report. */
    public void run(Path reports) throws IOException {
        if (!Digits.train().areThere()) {
            System.out.printf(
                    "There is no mnist-train.zip in %s; -Dbench.mnist names another folder.%n", Digits.folder());
            return;
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "service");
        Examples train = Digits.train().examples();
        try (Ours ours = new Ours(folder.resolve("data"))) {
            Ours.Imported pictures = ours.imports("mnist", Digits.train().zip());
            Ours.Imported tests = ours.imports("mnist-test", Digits.test().zip());
            Ours.Trained trained = besidePyTorch(ours, pictures.id(), tests.id(), train, folder);
            facts.put(
                    "one picture a call, calls a second of one caller", ours.callsASecond(trained.name(), train.of(0)));
            facts.put("seconds from submit to start, an idle worker", ours.pickUpSeconds(tests.id()));
            besideReaders(ours, folder);
            besideH2o(ours, pictures, tests.id(), trained, train, folder);
        }
        ServiceReport.of(lines, facts).write(reports);
    }

    private Ours.Trained besidePyTorch(Ours ours, String train, String test, Examples examples, Path folder)
            throws IOException {
        Workload bare = Workload.quickStart(EPOCHS, BATCH, examples);
        PeerContender torch = new PeerContender(bare, examples, folder);
        List<Double> alone = new ArrayList<>();
        List<Double> watched = new ArrayList<>();
        List<Double> loop = new ArrayList<>();
        Ours.Trained trained = ours.trains(train, test, EPOCHS, BATCH, 0); // the first job of a service reads the rows
        facts.put("the first job of all, seconds", trained.seconds());
        for (int pair = 0; pair < pairs; pair++) {
            trained = ours.trains(train, test, EPOCHS, BATCH, 0);
            alone.add(trained.seconds());
            ours.rest(); // or else the loop has the next trainer's warming up beside it
            loop.add(torch.run().seconds());
            watched.add(ours.trains(train, test, EPOCHS, BATCH, READERS).seconds());
        }
        say(new Line("train five epochs: submit to model ready", alone, "PyTorch's bare loop", loop, 1 / 0.6));
        say(new Line("the same with %d readers of its events".formatted(READERS), watched, "without", alone, 1 / 1.02));
        facts.put("accuracy on the test pictures", trained.accuracy());
        return trained;
    }

    private void besideReaders(Ours ours, Path folder) throws IOException {
        Csv csv = Csv.write(folder.resolve("rows.csv"));
        List<Double> own = new ArrayList<>();
        List<Double> duckDb = new ArrayList<>();
        List<Double> dataVec = new ArrayList<>();
        ours.rest();
        for (int pair = 0; pair < pairs; pair++) {
            own.add(ours.imports("rows", Files.readAllBytes(csv.file())).seconds());
            duckDb.add(csv.byDuckDb());
            dataVec.add(csv.byDataVec());
        }
        String work = "read a CSV of %,d rows to a described data set".formatted(Csv.ROWS);
        say(new Line(work, own, "DuckDB, to Parquet and a summary", duckDb, 0));
        say(new Line(work, own, "DataVec, records alone", dataVec, 0));
    }

    private void besideH2o(
            Ours ours, Ours.Imported pictures, String tests, Ours.Trained trained, Examples train, Path folder)
            throws IOException {
        Path classPath = Path.of(System.getProperty("bench.h2o", "target/bench/h2o.classpath"));
        if (!Files.exists(classPath)) {
            System.out.printf("There is no class path of H2O-3 in %s (-Dbench.h2o): it is left out.%n", classPath);
            return;
        }
        Path csv = folder.resolve("train.csv");
        Path testCsv = folder.resolve("test.csv");
        Digits.writeCsv(train, csv);
        Digits.writeCsv(Digits.test().examples(), testCsv);
        String peer = "H2O-3 3.44.0.1";
        ours.rest();
        try (H2o h2o = new H2o(Files.readString(classPath).strip(), folder)) {
            say(Line.of("start", ours.startSeconds(), peer, h2o.startSeconds(), 0));
            say(Line.of(
                    "read %,d pictures (PNG in a zip; CSV)".formatted(train.count()),
                    pictures.seconds(),
                    peer,
                    h2o.imports(csv, "train"),
                    0));
            say(Line.of(
                    "train five epochs: submit to model ready",
                    trained.seconds(),
                    peer,
                    h2o.trains("train", "digit", EPOCHS, BATCH),
                    25));
            h2o.imports(testCsv, "test");
            H2o.Scored scored = h2o.scores("test");
            say(Line.of(
                    "answer 10,000 pictures and measure",
                    ours.measures(trained.name(), tests),
                    peer,
                    scored.seconds(),
                    0));
            facts.put("accuracy of " + peer, scored.accuracy());
        }
    }

    private void say(Line line) {
        lines.add(line);
        System.out.println(line.markdown());
    }
}
