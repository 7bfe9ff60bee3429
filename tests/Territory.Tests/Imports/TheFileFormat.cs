using Shouldly;
using Territory.Ledger.Imports;
using Xunit;

namespace Territory.Tests.Imports;

public sealed class TheFileFormat
{
    [Theory]
    [InlineData(ImportKind.Decisions)]
    [InlineData(ImportKind.Claims)]
    public void the_page_about_it_has_the_same_columns(ImportKind kind) => Page().ShouldContain(ImportColumns.Table(kind));

    [Theory]
    [InlineData(ImportKind.Decisions)]
    [InlineData(ImportKind.Claims)]
    public void a_file_with_every_column_is_read(ImportKind kind) =>
        ImportHeader.Read(kind, [.. ImportColumns.Of(kind).Select(c => c.Name)]).Errors.ShouldBeEmpty();

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Territory.sln"))) folder = folder.Parent.ShouldNotBeNull("the tests run inside the repository");
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "imports.md"));
    }
}
