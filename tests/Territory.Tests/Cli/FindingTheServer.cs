using System.Text.Json;
using Shouldly;
using Territory.Cli;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class FindingTheServer : IAsyncLifetime
{
    private readonly Terminal terminal = new();
    private ScriptedServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        server.On("/api/areas", Answers.Text("""{"items":[{"area":"SY12","level":"governorate"}],"next":null}"""));
    }

    public ValueTask DisposeAsync()
    {
        terminal.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task the_data_folder_says_where_it_listens_and_holds_the_key()
    {
        Ready();
        terminal.Write("key", "admin-key\n");
        (await terminal.RunAsync("areas", "x")).Code.ShouldBe(ExitCode.Ok);
        server.Authorizations.ShouldBe(["Bearer admin-key"]);
    }

    [Fact]
    public async Task a_data_folder_may_be_named_by_option_or_variable()
    {
        Ready();
        using var elsewhere = new Terminal();
        (await elsewhere.RunAsync("areas", "x", "--data", terminal.Data)).Code.ShouldBe(ExitCode.Ok);
        elsewhere.Variables["TERRITORY_DATA"] = terminal.Data;
        (await elsewhere.RunAsync("areas", "x")).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task what_is_given_goes_before_what_is_found()
    {
        terminal.Write("ready.json", """{"url":"http://127.0.0.1:1","pid":1}""");
        terminal.Write("key", "admin-key");
        terminal.Variables["TERRITORY_URL"] = "http://127.0.0.1:2";
        terminal.Variables["TERRITORY_KEY_FILE"] = terminal.Write("other-key", "file-key");
        await terminal.RunAsync("areas", "x", "--url", server.Address.ToString());
        await terminal.RunAsync("areas", "x", "--url", server.Address.ToString(), "--key-file", terminal.Write("third-key", "third-key"));
        await terminal.RunAsync("areas", "x", "--url", server.Address.ToString(), "--key", "given-key");
        server.Authorizations.ShouldBe(["Bearer file-key", "Bearer third-key", "Bearer given-key"]);
    }

    [Fact]
    public void this_machines_key_is_not_sent_to_another()
    {
        terminal.Write("key", "admin-key");
        var found = Find("http://example.org");
        found.Key.ShouldBeNull();
        terminal.Write("ready.json", """{"url":"http://example.org/","pid":1}""");
        Find("http://example.org").Key.ShouldBe("admin-key", "that is where this machine's server says it listens");
    }

    [Theory]
    [InlineData(null, "Start one with ./run")]
    [InlineData("{", "does not say where")]
    [InlineData("""{"url":"ftp://x"}""", "does not say where")]
    [InlineData("""{"url":"http://127.0.0.1:1","pid":1}""", "does not answer")]
    public async Task no_server_is_told_with_what_to_do(string? ready, string told)
    {
        if (ready is not null) terminal.Write("ready.json", ready);
        var ran = await terminal.RunAsync("areas", "x");
        ran.Code.ShouldBe(ExitCode.Unreachable);
        ran.Error.ShouldContain(told);
        ran.Error.ShouldContain("./run");
        var json = await terminal.RunAsync("areas", "x", "--json");
        JsonDocument.Parse(json.Error).RootElement.GetProperty("detail").GetString()!.ShouldContain(told);
    }

    [Fact]
    public async Task a_key_file_that_is_not_there_is_told()
    {
        var ran = await terminal.RunAsync("areas", "x", "--url", server.Address.ToString(), "--key-file", "/nowhere/key");
        ran.Code.ShouldBe(ExitCode.NotFound);
        ran.Error.ShouldContain("/nowhere/key");
        server.Requests.ShouldBeEmpty();
    }

    private void Ready() => terminal.Write("ready.json", $$"""{"url":"{{server.Address}}","pid":1}""");

    private Territory.Cli.Server.ServerFound Find(string url)
    {
        var options = new Territory.Cli.Server.ServerOptions();
        var root = new System.CommandLine.RootCommand { Options = { options.Url, options.Key, options.KeyFile, options.Data } };
        return Territory.Cli.Server.ServerFound.Of(root.Parse(["--url", url]), options, new(TextWriter.Null, TextWriter.Null, Stream.Null, _ => null, TimeProvider.System) { DefaultData = terminal.Data });
    }
}
