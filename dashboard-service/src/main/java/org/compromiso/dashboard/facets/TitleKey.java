package org.compromiso.dashboard.facets;

import java.text.Normalizer;
import java.util.Locale;

/** What titles are sorted by: case and accents do not count. */
public final class TitleKey {

    private static final int ENOUGH = 100;

    private TitleKey() {}

    public static String of(String title) {
        var plain = Normalizer.normalize(title.strip(), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
        return plain.length() <= ENOUGH ? plain : plain.substring(0, ENOUGH);
    }
}
