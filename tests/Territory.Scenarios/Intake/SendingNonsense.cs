using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Intake;

/// <summary>Input that no database and no Unicode can hold is refused by the name of its field, not stumbled over.</summary>
public sealed class SendingNonsense(AllInOneInstallation installation) : IClassFixture<AllInOneInstallation>
{
    [Theory]
    [InlineData("""{"text":"a","source":"a\u0000b","publishedAt":"2024-12-07"}""", 400, "source")]
    [InlineData("""{"text":"a","source":"a","title":"\u0000","publishedAt":"2024-12-07"}""", 400, "title")]
    [InlineData("""{"text":"a\u0000","source":"a","publishedAt":"2024-12-07"}""", 400, "text")]
    [InlineData("""{"text":"a","\ud800":1}""", 400, "body")]
    [InlineData("""{"text":"a","source":"a","publishedAt":"0001-01-01"}""", 422, "publishedAt")]
    [InlineData("""{"text":"a","source":"a","publishedAt":"0001"}""", 422, "publishedAt")]
    public async Task a_report_is_refused_by_its_field(string body, int status, string field)
    {
        using var client = installation.Client();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/reports", content);
        ((int)answer.StatusCode).ShouldBe(status);
        Fields(await answer.Content.ReadAsStringAsync()).ShouldContain(field);
    }

    [Theory]
    [InlineData("/api/reports?after=%00", "after")]
    [InlineData("/api/reports?source=a%00", "source")]
    [InlineData("/api/claims?area=%00", "area")]
    [InlineData("/api/sources?after=%00", "after")]
    [InlineData("/api/rebuilds?after=%00", "after")]
    public async Task a_parameter_with_nul_is_refused(string path, string field)
    {
        using var client = installation.Client();
        using var answer = await client.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(400);
        Fields(await answer.Content.ReadAsStringAsync()).ShouldContain(field);
    }

    [Fact]
    public async Task a_role_that_is_no_unicode_is_refused()
    {
        using var client = installation.Client();
        using var content = new StringContent("""{"name":"x","roles":["\ud800"]}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/keys", content);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    private static IEnumerable<string?> Fields(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString());
}
