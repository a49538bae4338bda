package dev.trainyard.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A cable to a server, which a test can cut (connections break, new ones are refused), let fall silent (nothing arrives any
 * more, and nothing breaks), or mend.
 */
public final class Cable implements AutoCloseable {

    private enum State {
        WHOLE,
        SILENT,
        CUT
    }

    private final InetSocketAddress server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = State.WHOLE;
    private volatile ServerSocket entrance;
    private volatile boolean closed;

    /** One to a port of this machine. */
    public static Cable to(int port) {
        try {
            return new Cable(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Cable(InetSocketAddress server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = entrance.getLocalPort();
        start("cable", () -> accept(entrance));
    }

    /** Where to connect to. */
    public int port() {
        return port;
    }

    /** Breaks every connection and refuses new ones. */
    public void cut() {
        become(State.CUT);
        shut(entrance);
        sockets.forEach(Cable::shut);
    }

    /** Passes nothing on any more, and breaks nothing. */
    public void silence() {
        become(State.SILENT);
    }

    /** Passes on what was held up, and everything that comes. */
    public void mend() throws IOException {
        if (state == State.CUT) {
            ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            entrance = again;
            start("cable", () -> accept(again));
        }
        become(State.WHOLE);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(ServerSocket door) {
        try {
            while (!closed) {
                connect(door.accept());
            }
        } catch (IOException e) {
            // The cable was cut or closed.
        }
    }

    private void connect(Socket caller) {
        try {
            Socket callee = new Socket();
            callee.connect(server);
            sockets.add(caller);
            sockets.add(callee);
            start("cable-there", () -> pass(caller, callee));
            start("cable-back", () -> pass(callee, caller));
        } catch (IOException e) {
            shut(caller);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 14];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitSound();
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Broken at one end: so it breaks at the other, unless nothing arrives there.
        } finally {
            awaitSound();
            shut(from);
            shut(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitSound() {
        lock.lock();
        try {
            while (state == State.SILENT) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        cut();
    }
}
