using Shouldly;
using Territory.Client;
using Xunit;

namespace Territory.Tests.Client;

public sealed class KeepingACursor : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("territory-cursor-").FullName;

    private string CursorFile => Path.Combine(folder, "cursor");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task nothing_acknowledged_is_null() => (await new FileCursorStore(CursorFile).ReadAsync(Subscriber.Cancellation)).ShouldBeNull();

    [Fact]
    public async Task the_last_acknowledged_is_read_back()
    {
        var store = new FileCursorStore(CursorFile);
        await store.WriteAsync(7, Subscriber.Cancellation);
        await store.WriteAsync(long.MaxValue, Subscriber.Cancellation);
        (await new FileCursorStore(CursorFile).ReadAsync(Subscriber.Cancellation)).ShouldBe(long.MaxValue);
        Directory.GetFiles(folder).ShouldBe([CursorFile], "nothing is left beside it");
    }

    [Fact]
    public async Task a_crash_while_writing_leaves_the_old_one()
    {
        await new FileCursorStore(CursorFile).WriteAsync(7, Subscriber.Cancellation);
        await File.WriteAllTextAsync(CursorFile + ".new", "12", Subscriber.Cancellation);
        (await new FileCursorStore(CursorFile).ReadAsync(Subscriber.Cancellation)).ShouldBe(7);
        await new FileCursorStore(CursorFile).WriteAsync(8, Subscriber.Cancellation);
        (await new FileCursorStore(CursorFile).ReadAsync(Subscriber.Cancellation)).ShouldBe(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1\n")]
    [InlineData("seven\n")]
    public async Task a_file_that_is_no_cursor_is_refused(string content)
    {
        await File.WriteAllTextAsync(CursorFile, content, Subscriber.Cancellation);
        (await Should.ThrowAsync<InvalidDataException>(async () => await new FileCursorStore(CursorFile).ReadAsync(Subscriber.Cancellation))).Message.ShouldContain(CursorFile);
    }

    [Fact]
    public async Task a_change_is_acknowledged_when_the_next_is_asked_for()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/api/changes", Answers.Log(() => Samples.Log(1, 2, 3))).On("/api/feed", Answers.FeedThatStays());
        using var client = Subscriber.To(server);
        var store = new FileCursorStore(CursorFile);
        (await HandleAsync(client, store, failAt: "2")).ShouldBe(["1"]);
        (await store.ReadAsync(Subscriber.Cancellation)).ShouldBe(1);
        (await HandleAsync(client, store, failAt: "none")).ShouldBe(["2", "3"]);
    }

    /// <summary>Handles changes until one fails or the last is there.</summary>
    private static async Task<List<string>> HandleAsync(TerritoryClient client, ICursorStore store, string failAt)
    {
        var handled = new List<string>();
        await foreach (var change in client.Changes(store, startAfter: 0, cancellation: Subscriber.Cancellation))
        {
            if (change.Position == failAt) break;
            handled.Add(change.Position);
            if (change.Position == "3") break;
        }
        return handled;
    }
}
