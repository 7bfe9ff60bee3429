using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Cli;

/// <summary>The command in a terminal whose <c>TERRITORY_URL</c> is a server that answers as the test tells it to.</summary>
public abstract class ATerminalAndAServer : IAsyncLifetime
{
    private protected Terminal Terminal { get; } = new();
    private protected ScriptedServer Server { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await ScriptedServer.StartAsync();
        Terminal.Variables["TERRITORY_URL"] = Server.Address.ToString();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Terminal.Dispose();
        return Server.DisposeAsync();
    }
}
