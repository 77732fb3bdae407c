/**
 * The one component for files: received as a stream, checked by what they hold, kept in a folder, and only ever served
 * as downloads. architecture.md, Files; decision 0011.
 */
package org.compromiso.platform.files;
