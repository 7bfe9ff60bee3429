using Shouldly;
using Territory.Ledger.Imports;
using Xunit;

namespace Territory.Tests.Imports;

public sealed class ReadingCsv
{
    [Fact]
    public async Task quoted_cells_hold_commas_quotes_and_lines() =>
        (await ReadAsync("a,b\r\n\"x, y\",\"say \"\"no\"\"\nand go\"\n")).ShouldBe(["1: a|b", "2: x, y|say \"no\"\nand go"]);

    [Fact]
    public async Task a_row_knows_the_line_it_begins_on() =>
        (await ReadAsync("a\n\"1\n2\"\n\nb\nc")).ShouldBe(["1: a", "2: 1\n2", "5: b", "6: c"]);

    [Fact]
    public async Task empty_cells_are_cells() => (await ReadAsync(",,\n\"\",x,")).ShouldBe(["1: ||", "2: |x|"]);

    [Theory]
    [InlineData("a\n\"never closed\nb", "2! a quote that is never closed")]
    [InlineData("a\n\"x\"y\nb", "2! 'y' after a closing quote")]
    [InlineData("a\n\"x\"\0\nb", "2! a NUL character after a closing quote")]
    public async Task what_cannot_be_told_apart_ends_the_reading(string text, string fault) =>
        (await ReadAsync(text))[^1].ShouldStartWith(fault);

    [Fact]
    public async Task an_endless_cell_is_a_fault() =>
        (await ReadAsync("a\n" + new string('x', CsvStream.LongestCell + 2)))[^1].ShouldStartWith("2! a cell of more than");

    [Fact]
    public async Task cells_longer_than_the_buffer_are_whole() =>
        (await ReadAsync(string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"row {i},\"{i}\"")))).ShouldBe(Enumerable.Range(0, 20_000).Select(i => $"{i + 1}: row {i}|{i}"));

    private static async Task<List<string>> ReadAsync(string text)
    {
        var rows = new List<string>();
        await foreach (var row in new CsvStream(new StringReader(text)).ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(row.Fault is { } fault ? $"{row.Line}! {fault}" : $"{row.Line}: {string.Join('|', row.Cells)}");
        return rows;
    }
}
