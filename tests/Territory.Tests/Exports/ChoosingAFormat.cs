using Microsoft.AspNetCore.Http;
using Shouldly;
using Territory.Hosting.Http;
using Territory.Ledger.Exports;
using Xunit;

namespace Territory.Tests.Exports;

public sealed class ChoosingAFormat
{
    [Theory]
    [InlineData("", null, ExportFormat.Json)]
    [InlineData("", "text/csv", ExportFormat.Csv)]
    [InlineData("", "Application/GEO+json", ExportFormat.Geojson)]
    [InlineData("", "text/csv;q=0.5, application/geo+json", ExportFormat.Geojson)]
    [InlineData("", "text/csv;q=0, application/geo+json;q=0.1", ExportFormat.Geojson)]
    [InlineData("", "text/html,application/xhtml+xml,*/*;q=0.8", ExportFormat.Json)]
    [InlineData("", "application/json, text/csv", ExportFormat.Json)]
    [InlineData("", "no type at all", ExportFormat.Json)]
    [InlineData("?format=csv", "application/json", ExportFormat.Csv)]
    [InlineData("?format=geojson", null, ExportFormat.Geojson)]
    [InlineData("?hxl=true", null, ExportFormat.Csv)]
    public void the_query_decides_then_the_accept_header(string query, string? accept, ExportFormat expected)
    {
        var (choice, wrong) = Choose(query, accept);
        choice.Format.ShouldBe(expected);
        wrong.ShouldBeFalse();
    }

    [Theory]
    [InlineData("?format=xml")]
    [InlineData("?format=ndjson")]
    [InlineData("?format=json&hxl=true")]
    public void what_is_not_offered_is_refused(string query) => Choose(query, null).Wrong.ShouldBeTrue();

    private static (ExportChoice Choice, bool Wrong) Choose(string query, string? accept)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        if (accept is not null) request.Headers.Accept = accept;
        var reader = new QueryReader(request);
        var choice = ExportChoice.Read(reader, request, ExportFormat.Json, ExportFormat.Geojson, ExportFormat.Csv);
        return (choice, reader.Problem() is not null);
    }
}
