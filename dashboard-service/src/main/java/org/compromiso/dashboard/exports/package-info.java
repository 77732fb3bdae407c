/** Whole lists as files, streamed row by row: CSV with HXL hashtags, XLSX with typed cells, JSON. */
package org.compromiso.dashboard.exports;
