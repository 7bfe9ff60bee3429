using Shouldly;
using Territory.Ledger.Exports;
using Xunit;

namespace Territory.Tests.Exports;

public sealed class WritingATable
{
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

    private static async Task<string> TableAsync(bool hxl, params string[][] rows) =>
        string.Concat(await new CsvExport<string[]>(Columns, hxl, rows.ToAsyncEnumerable(), "t").LinesAsync().ToArrayAsync());
}
