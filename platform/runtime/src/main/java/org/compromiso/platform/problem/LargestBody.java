package org.compromiso.platform.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that reads its body as a stream and takes more than the other ones ({@code
 * compromiso.http.largest-body}). The method must count what it reads; what is announced as larger never reaches it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LargestBody {

    /** Bytes, at most {@code quarkus.http.limits.max-body-size}. */
    long value();
}
