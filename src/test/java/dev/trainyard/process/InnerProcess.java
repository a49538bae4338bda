package dev.trainyard.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What looks like a child process and is a thread: it is spoken to in lines and answers in lines. */
public final class InnerProcess extends Process {

    /** What the process does; its return is the end of the process, with this status. */
    public interface Program {
        int run(BlockingQueue<String> lines, PrintStream out) throws Exception;
    }

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final PipedInputStream output = new PipedInputStream(1 << 14);
    private final Thread thread;

    private InnerProcess(Program program) {
        PrintStream out = connected();
        thread = new Thread(() -> run(program, out), "inner-process");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts one, as the child that it takes the place of. */
    public static ChildProcess start(Program program) {
        return new ChildProcess(new InnerProcess(program));
    }

    private PrintStream connected() {
        try {
            return new PrintStream(new PipedOutputStream(output), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Program program, PrintStream out) {
        int ended = 128 + 9;
        try {
            ended = program.run(lines, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            ended = 1;
        } finally {
            status.complete(ended);
            out.close();
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public void write(int letter) {
                if (letter == '\n') {
                    lines.add(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(letter);
                }
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public long pid() {
        return -1;
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            status.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int exitValue() {
        if (!status.isDone()) {
            throw new IllegalThreadStateException("it is running");
        }
        return status.join();
    }

    @Override
    public void destroy() {
        status.complete(128 + 9);
        thread.interrupt();
    }
}
