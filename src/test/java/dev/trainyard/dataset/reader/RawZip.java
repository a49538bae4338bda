package dev.trainyard.dataset.reader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip archives byte by byte, lies included. */
final class RawZip {

    private final ByteArrayOutputStream local = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();
    private int saidEntries = -1;

    /** An entry of the list at the end; what is not changed is true. */
    static final class Entry {
        private final byte[] name;
        int offset;
        int packed;
        int size;
        int crc;
        int method;
        int flags;
        int attributes;

        Entry(byte[] name) {
            this.name = name;
        }
    }

    Entry add(String name, byte[] bytes) {
        return add(name.getBytes(StandardCharsets.UTF_8), bytes, false);
    }

    Entry addDeflated(String name, byte[] bytes) {
        return add(name.getBytes(StandardCharsets.UTF_8), bytes, true);
    }

    private Entry add(byte[] name, byte[] bytes, boolean deflate) {
        byte[] packed = deflate ? deflated(bytes) : bytes;
        Entry entry = new Entry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.offset = local.size();
        entry.packed = packed.length;
        entry.size = bytes.length;
        entry.crc = (int) crc.getValue();
        entry.method = deflate ? 8 : 0;
        local.writeBytes(header(entry));
        local.writeBytes(packed);
        entries.add(entry);
        return entry;
    }

    /** A further line in the list for bytes that are there already. */
    Entry again(String name, Entry other) {
        Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8));
        entry.offset = other.offset;
        entry.packed = other.packed;
        entry.size = other.size;
        entry.crc = other.crc;
        entry.method = other.method;
        entries.add(entry);
        return entry;
    }

    RawZip saying(int count) {
        saidEntries = count;
        return this;
    }

    private static byte[] header(Entry entry) {
        return little(30 + entry.name.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt(entry.crc)
                .putInt(entry.packed)
                .putInt(entry.size)
                .putShort((short) entry.name.length)
                .putShort((short) 0)
                .put(entry.name)
                .array();
    }

    private static byte[] listed(Entry entry) {
        return little(46 + entry.name.length)
                .putInt(0x02014b50)
                .putShort((short) (3 << 8 | 20))
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt(entry.crc)
                .putInt(entry.packed)
                .putInt(entry.size)
                .putShort((short) entry.name.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(entry.attributes)
                .putInt(entry.offset)
                .put(entry.name)
                .array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(local.toByteArray());
        int start = all.size();
        entries.forEach(entry -> all.writeBytes(listed(entry)));
        int said = saidEntries < 0 ? entries.size() : saidEntries;
        all.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) said)
                .putShort((short) said)
                .putInt(all.size() - start)
                .putInt(start)
                .putShort((short) 0)
                .array());
        return all.toByteArray();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
