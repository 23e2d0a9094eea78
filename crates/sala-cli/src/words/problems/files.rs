//! Files that are read or written, and the lists in them.

use super::{Words, kept, w};

pub fn files(code: &str) -> Option<Words> {
    match code {
        "file_missing" => w("There is no file[ {path}]", "check its name, and that the stick is in"),
        "folder_missing" => w("There is no folder[ {path}]", "make it, or check its name and that the stick is in"),
        "file_exists" => w("There is a file[ {path}] already", "name another one, or move that one away"),
        "file_too_large_for_disk" => {
            w("This disk or stick takes no file as large as[ {path}]", "split it (`sala export --split-mb 4000`), or take another stick")
        }
        "file_read_only" => w("[{path} ]cannot be read or written by this user", "check the stick's write protection and who owns the folder"),
        "file_truncated" => w("The file was cut off: it did not arrive whole", "copy it again from where it was made"),
        "file_is_folder" => w("[{path} ]is a folder", "name a file"),
        "file_failed" => w("[{path} ]could not be read or written ({why})", "try another stick or folder"),
        "file_not_kept" => w("[{path} ]did not read back as it was written", "try another stick"),
        "file_too_large" => w("[{name} ]is too large", "send a smaller one, at most 100 MB"),
        "file_empty" => w("[{name} ]is empty", "copy it again from where it was made"),
        "file_changed" => w("The file[ {name}] was changed while it was read: nothing was taken in", "take it in again once whatever writes it is done"),
        "file_damaged" => w("The file[ {name}] is damaged", "copy it again from where it was made"),
        "file_kind_unknown" => w("[{name} ]is of no kind that is kept", "pictures, PDF, office documents, text and CSV are"),
        "file_executable" => w("[{name} ]is a program, and programs are not kept", "check the stick for viruses"),
        "file_macros" => w("[{name} ]carries macros, and those are not kept", "save it without macros"),
        "picture_heic" => w(
            "[{name} ]is a HEIC picture, which cannot be shown everywhere",
            "save it as JPEG; in the telephone's settings the camera can be set to `most compatible`",
        ),
        "picture_damaged" => w("The picture[ {name}] is damaged", "take or copy it again"),
        "picture_too_large" => w("The picture[ {name}] is larger than {max_side} pixels on a side", "save it smaller"),
        "picture_unsupported" => w("The picture[ {name}] is of a kind that cannot be read", "save it as JPEG or PNG"),
        "sheet_not_a_picture" => w("[{name} ]is no picture of a sheet", "photograph the sheet, or scan it to PDF"),
        "attachment_missing" => w("The file's content is not here yet", "it comes with a later file"),
        "no_such_file" => w("There is no such file on this record[: {file}][; there are {files}]", "`sala output list` shows what there is"),
        "text_too_large" => w("[{path} ]is larger than {megabytes} MB", "send a shorter text"),
        "text_not_utf8" => w("[{path} ]is not text in UTF-8", "save it as UTF-8"),
        "answer_lost" => kept(
            "The answer could not be written to standard output ({why})",
            "what was asked for is done all the same[: {done}]",
            "ask again where there is room; `sala status` shows how the store stands",
        ),
        "refusal_lost" => w("The answer could not be written to standard output ({why})", "ask again where there is room"),
        "out_missing" => w("A workbook needs a file", "name it with `--out FILE`"),
        _ => None,
    }
}

pub fn lists(code: &str) -> Option<Words> {
    match code {
        "table_unreadable" => w("The list could not be read[ ({why})]", "check the file and the stick"),
        "table_empty" => w("The list is empty", "choose another file"),
        "table_too_large" => w("The list is larger than {megabytes} MB", "save only the sheet that matters"),
        "table_too_many_rows" => w("The list has more than {rows} rows", "split it"),
        "table_too_many_columns" => w("The list has more than {columns} columns", "leave out those that do not matter"),
        "table_cell_too_long" => w("A cell in row {row} is too long for a list", "shorten it"),
        "table_foreign_file" => w("This is no list but something else ({looks_like})", "choose a CSV or XLSX file"),
        "table_old_or_protected" => w("The workbook is of an old kind, or locked with a password", "save it as XLSX without a password"),
        "table_damaged" => w("The workbook is damaged", "copy it again, or save it once more as XLSX"),
        "table_unknown_encoding" => w("The letters of this list cannot be told", "save it as CSV UTF-8"),
        "column_missing" => w("The list needs the columns {columns}", "add them, with these titles in the first row"),
        "roster_no_such_sheet" => w("There is no sheet {sheet}; there are {sheets}", "name one with `--sheet NAME`"),
        "roster_no_header" => w("No row of the list looks like titles", "give the columns titles such as Name and Country"),
        "roster_no_name_column" => w("No column is known to hold names; there are {columns}", "say which with `--map \"Title=name\"`"),
        "roster_no_rows" => w("There are no rows under the titles", "choose another sheet or file"),
        "roster_map_unknown_column" => w("The list has no column {column}", "write the title as it stands in the list"),
        "roster_map_unknown_field" => w("A roster has no field {field}; it has[ {fields}]", "correct `--map`"),
        "roster_map_repeated_field" => w("Two columns are mapped to {field}", "correct `--map`"),
        "roster_rows_refused" => w("The list is refused for {refused} of its values", "correct the rows listed, or import the others with `--skip-refused`"),
        "agenda_no_such_sheet" => w("There is no sheet {sheet}", "choose another file"),
        "agenda_no_header" => w("No row of the list looks like an agenda's titles", "give it the columns Date, Start, End, Method, Title"),
        "agenda_no_rows" => w("There are no sessions under the titles", "choose another file"),
        "agenda_rows_refused" => {
            w("The agenda is refused for {refused} of its values", "correct the rows listed; where years are Thai, say so with `--thai-years`")
        }
        "attendance_rows_refused" => w("The list is refused for {refused} of its values", "correct the rows listed and import it again"),
        "groups_rows_refused" => w("The list is refused for {refused} of its values", "correct the rows listed and import it again"),
        _ => None,
    }
}
