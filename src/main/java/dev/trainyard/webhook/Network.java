package dev.trainyard.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, such as {@code 10.0.0.0/8}.
 *
 * @param bits how many of the first bits are alike
 */
record Network(InetAddress first, int bits) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    Network {
        if (bits < 0 || bits > first.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("%s has no first %d bits".formatted(first.getHostAddress(), bits));
        }
    }

    /** Reads {@code 10.0.0.0/8}, or an address alone. */
    static Network of(String written) {
        String[] parts = written.strip().split("/", 2);
        try {
            if (!LITERAL.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException();
            }
            InetAddress first = InetAddress.getByName(parts[0]);
            int all = first.getAddress().length * Byte.SIZE;
            return new Network(first, parts.length == 1 ? all : Integer.parseInt(parts[1]));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no network; one is written as 10.0.0.0/8 or fd00::/8".formatted(written), e);
        }
    }

    boolean has(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
