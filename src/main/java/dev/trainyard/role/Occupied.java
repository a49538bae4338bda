package dev.trainyard.role;

/** A part of a worker that may have work in hand, so that the process is not ended for having none. */
public interface Occupied {

    boolean isOccupied();
}
