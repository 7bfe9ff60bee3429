using Shouldly;
using Territory.Ledger.Exports;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Exports;

public sealed class WritingATable
{
    private static readonly Theatre Theatre = TheatrePacks.LoadAll().Single(t => t.Id == "syria") with { Licence = "As you like." };
    private static readonly Column<string[]>[] Columns = [new("place", "#loc+name", row => row[0]), new("note", null, row => row[1])];

    [Fact]
    public async Task a_header_then_a_line_for_each_row() =>
        (await TableAsync(hxl: false, ["Daraa", "held"], ["درعا", ""])).ShouldBe("place,note\r\nDaraa,held\r\nدرعا,\r\n");

    [Fact]
    public async Task tags_stand_under_the_header() =>
        (await TableAsync(hxl: true, ["Daraa", "held"])).ShouldBe("place,note\r\n#loc+name,\r\nDaraa,held\r\n");

    [Theory]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public async Task what_would_break_a_row_is_quoted(string cell, string written) =>
        (await TableAsync(hxl: false, [cell, ""])).ShouldBe($"place,note\r\n{written},\r\n");

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a=b", "a=b")]
    public async Task a_formula_is_only_text(string cell, string written) =>
        (await TableAsync(hxl: false, [cell, ""])).ShouldBe($"place,note\r\n{written},\r\n");

    [Fact]
    public async Task our_own_tables_end_in_the_licence() =>
        (await TableAsync(hxl: true, foreign: false, ["Daraa", "held"])).ShouldBe("place,note,licence\r\n#loc+name,,#meta+license\r\nDaraa,held,As you like.\r\n");

    [Fact]
    public void headers_are_plain_ascii_and_say_the_point() =>
        new ExportTerms(Theatre) { Known = DateTimeOffset.UnixEpoch, Position = "7", Settled = true, Checksum = "ab" }.Headers().Where(h => h.Value is not null).ShouldBe(
        [
            ("Link", "</api/theatres/syria>; rel=\"license\"; title=\"Licence, disclaimer and sources\", </api/theatres/syria>; rel=\"describedby\""), ("Territory-Pack-Version", Theatre.PackVersion),
            ("Territory-Known", "1970-01-01T00:00:00Z"), ("Territory-Position", "7"), ("Territory-Settled", "true"), ("Territory-Checksum", "ab"),
        ]);

    private static Task<string> TableAsync(bool hxl, params string[][] rows) => TableAsync(hxl, foreign: true, rows);

    private static async Task<string> TableAsync(bool hxl, bool foreign, params string[][] rows) =>
        string.Concat(await new CsvExport<string[]>(Columns, hxl, rows.ToAsyncEnumerable(), "t", new(Theatre), foreign).LinesAsync().ToArrayAsync());
}
