package dev.trainyard.trainer;

import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.loop.Controls;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trains the job of one folder, or has a trained model answer the rows in it: {@code TrainerMain <job folder>}, or {@code TrainerMain --spare}, which warms up, says
 * {@code ready}, {@linkplain Rehearsal rehearses} where the machine is idle, and takes the folder's path as the first line of its standard input, as {@code --waiting} does cold.
 *
 * <p>Standard output carries {@linkplain TrainerEvent events}, one a line, and nothing else; everything that logs goes to
 * standard error. Standard input takes {@linkplain Command commands}, one word a line. When it ends, one that waited
 * halts at once, so that none outlives its worker; a trainer run by hand goes on. The exit status is 0 for a job that finished or
 * was stopped, 1 for one that failed.
 */
public final class TrainerMain {

    static final String SPARE = "--spare";
    static final String WAITING = "--waiting";

    private static final String LOGGING = "logback.configurationFile";

    private TrainerMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: TrainerMain <job folder> | --spare | --waiting");
            System.exit(2);
        }
        Locale.setDefault(Locale.ROOT); // what is said is English, numbers too
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "trainer-logback.xml");
        }
        EventLines events = new EventLines(output);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean warm = arguments[0].equals(SPARE);
        boolean waits = warm || arguments[0].equals(WAITING);
        if (warm) {
            WarmUp.run();
        }
        Path folder =
                warm ? rehearseUntilJob(input, events) : waits ? waitForJob(input, events) : Path.of(arguments[0]);
        Controls controls = new Controls();
        listen(input, controls, waits);
        System.exit(isDone(new JobFolder(folder), controls, events) ? 0 : 1);
    }

    private static boolean isDone(JobFolder folder, Controls controls, EventLines events) {
        return Files.exists(folder.batchRequest())
                ? new BatchRun(folder, controls, events, System::nanoTime).run()
                : new TrainingRun(folder, controls, events, System::nanoTime).run();
    }

    private static Path rehearseUntilJob(BufferedReader input, EventLines events) throws IOException {
        Rehearsal rehearsal = Rehearsal.begin();
        Path folder = waitForJob(input, events);
        rehearsal.end();
        return folder;
    }

    private static Path waitForJob(BufferedReader input, EventLines events) throws IOException {
        events.accept(new TrainerEvent.Ready());
        String line = input.readLine();
        if (line == null) {
            Runtime.getRuntime().halt(0);
        }
        return Path.of(String.valueOf(line).strip());
    }

    private static void listen(BufferedReader input, Controls controls, boolean waited) {
        Thread listener = new Thread(() -> obey(input, controls, waited), "commands");
        listener.setDaemon(true);
        listener.start();
    }

    private static void obey(BufferedReader input, Controls controls, boolean waited) {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                controls.ask(Command.valueOf(line.strip().toUpperCase(Locale.ROOT)));
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("standard input: " + e.getMessage());
        }
        if (waited) {
            Runtime.getRuntime().halt(0);
        }
    }
}
