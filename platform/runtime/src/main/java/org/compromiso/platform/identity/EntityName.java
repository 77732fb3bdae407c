package org.compromiso.platform.identity;

import java.text.Normalizer;
import java.util.Locale;

/** How names of entities are compared (domain.md, Owner and entity): NFKC, case and repeated spaces ignored. */
public final class EntityName {

    private EntityName() {}

    /** The form in which two names of the same entity are equal. */
    public static String comparable(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    public static boolean same(String one, String other) {
        return one != null && other != null && comparable(one).equals(comparable(other));
    }
}
