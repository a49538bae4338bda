package dev.trainyard.home;

import java.nio.file.Path;

/** Another process owns the data folder. */
public final class DataFolderInUse extends RefusedToStart {

    private static final long serialVersionUID = 1L;

    DataFolderInUse(Path folder) {
        super("Another Trainyard is using the data folder %s. Stop it, or set TRAINYARD_DATA to another folder."
                .formatted(folder));
    }
}
