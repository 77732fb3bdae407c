package org.compromiso.platform.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the documents apart that are OLE2 compound files ([MS-CFB]): by the stream in the root folder that each
 * application writes. It follows the directory only, so that a hostile file costs neither memory nor time; a general
 * reader keeps as many entries in memory as the file claims to have.
 *
 * <p>The way is bounded by the file, not by what it claims: a sector that is not in it ends the look, so that the chain
 * of the allocation table's parts is no longer than a table of all sectors of the file needs (two or three steps at
 * {@link FileStore#LARGEST}), and of the directory at most {@value #MOST_SECTORS} sectors are read, each entry once.
 */
final class Ole2Document {

    private static final Map<String, DocumentType> STREAMS = Map.of(
            "WordDocument", DocumentType.DOC,
            "Workbook", DocumentType.XLS,
            "Book", DocumentType.XLS,
            "PowerPoint Document", DocumentType.PPT);

    /** Where Word and Excel keep macros; PowerPoint hides them in its stream. */
    private static final Set<String> MACROS = Set.of("Macros", "_VBA_PROJECT_CUR", "VBA");

    private static final int HEADER = 512;
    private static final int FIRST_FAT_SECTORS = 76;
    private static final int IN_HEADER = 109;
    private static final int ENTRY = 128;
    private static final int ROOT = 5;
    private static final int MOST_SECTORS = 1024;

    private final SeekableByteChannel channel;
    private final long size;
    private final ByteBuffer header;
    private final int sectorSize;

    private Ole2Document(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.header = read(0, HEADER);
        var shift = header.getShort(30);
        if (shift != 9 && shift != 12) {
            throw new IOException("No such size of sectors: " + shift);
        }
        this.sectorSize = 1 << shift;
    }

    static Content look(SeekableByteChannel channel) {
        try {
            var names = new Ole2Document(channel).namesInRoot();
            var types = new HashSet<DocumentType>();
            names.stream().filter(STREAMS::containsKey).map(STREAMS::get).forEach(types::add);
            if (types.size() != 1) {
                return Content.UNKNOWN;
            }
            return names.stream().anyMatch(MACROS::contains)
                    ? Content.WITH_MACROS
                    : Content.of(types.iterator().next());
        } catch (IOException broken) {
            return Content.UNKNOWN;
        }
    }

    /** The root's entries are a tree of siblings. */
    private Set<String> namesInRoot() throws IOException {
        var sectors = directory();
        var root = entry(sectors, 0);
        if (root.get(66) != ROOT) {
            throw new IOException("No root folder");
        }
        var names = new HashSet<String>();
        var seen = new BitSet();
        var next = new ArrayDeque<Integer>(List.of(root.getInt(76)));
        while (!next.isEmpty()) {
            int id = next.pop();
            if (id >= 0 && id < sectors.size() * (sectorSize / ENTRY) && !seen.get(id)) {
                seen.set(id);
                var entry = entry(sectors, id);
                names.add(name(entry));
                next.push(entry.getInt(68));
                next.push(entry.getInt(72));
            }
        }
        return names;
    }

    private static String name(ByteBuffer entry) {
        // In bytes, with the zero at the end.
        var length = Math.max(0, Math.min(entry.getShort(64) - 2, 62));
        return new String(entry.array(), 0, length, StandardCharsets.UTF_16LE);
    }

    /** Sectors of the directory, in order; of a very long one the first. */
    private List<Integer> directory() throws IOException {
        var sectors = new ArrayList<Integer>();
        for (int sector = header.getInt(48); sector >= 0 && sectors.size() < MOST_SECTORS; sector = after(sector)) {
            start(sector);
            sectors.add(sector);
        }
        return sectors;
    }

    private ByteBuffer entry(List<Integer> sectors, int id) throws IOException {
        var perSector = sectorSize / ENTRY;
        if (id / perSector >= sectors.size()) {
            throw new IOException("No directory");
        }
        return read(start(sectors.get(id / perSector)) + (long) (id % perSector) * ENTRY, ENTRY);
    }

    /** The sector that follows in its chain, by the allocation table; negative at the end. */
    private int after(int sector) throws IOException {
        var perSector = sectorSize / Integer.BYTES;
        return number(start(fatSector(sector / perSector)) + (long) (sector % perSector) * Integer.BYTES);
    }

    /** Where a part of the allocation table is: the first 109 stand in the header, the others in a chain. */
    private int fatSector(int part) throws IOException {
        if (part < IN_HEADER) {
            return header.getInt(FIRST_FAT_SECTORS + part * Integer.BYTES);
        }
        var perSector = sectorSize / Integer.BYTES - 1;
        var sector = header.getInt(68);
        var left = part - IN_HEADER;
        for (; left >= perSector; left -= perSector) {
            sector = number(start(sector) + (long) perSector * Integer.BYTES);
        }
        return number(start(sector) + (long) left * Integer.BYTES);
    }

    /** Every number of a sector comes by here before it is used: see the class about what that bounds. */
    private long start(int sector) throws IOException {
        var start = (sector + 1L) * sectorSize;
        if (sector < 0 || start >= size) {
            throw new IOException("No such sector: " + sector);
        }
        return start;
    }

    private int number(long position) throws IOException {
        return read(position, Integer.BYTES).getInt(0);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes;
    }
}
