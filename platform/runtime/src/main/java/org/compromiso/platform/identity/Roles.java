package org.compromiso.platform.identity;

/** The realm roles of an access token (api.md, Roles). */
public final class Roles {

    public static final String PLEDGER = "pledger";
    public static final String REVIEWER = "reviewer";
    public static final String SECRETARIAT = "secretariat";
    public static final String ADMIN = "admin";

    private Roles() {}
}
