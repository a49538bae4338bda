package dev.trainyard.dataset.archive;

/**
 * What an archive has under a name. The name is text and never a path of this machine.
 *
 * @param number its place in the archive, from 1
 * @param size of its bytes, as the archive says
 */
public record Entry(int number, String name, long size, Kind kind) {

    /** What lies under a name. */
    public enum Kind {
        FILE,
        FOLDER,
        /** A symbolic or hard link, a device: nothing that is read. */
        LINK,
        ENCRYPTED,
        /** Packed in a way that is not read. */
        UNKNOWN_METHOD
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** The name after the last slash. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Whether it would lead out of a folder: only an attack, or a careless program, names entries so. */
    public boolean leadsOut() {
        String slashed = name.replace('\\', '/');
        return slashed.startsWith("/")
                || slashed.matches("[A-Za-z]:.*")
                || ("/" + slashed + "/").contains("/../")
                || name.chars().anyMatch(Character::isISOControl);
    }
}
