using System.Net.Sockets;
using Territory.AllInOne.Embedded;
using Territory.Hosting.Settings;

namespace Territory.AllInOne;

/// <summary>What keeps a start from succeeding becomes one sentence that says what to do.</summary>
internal static class Refusing
{
    public static async Task RunAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (StartRefusedException refused)
        {
            throw new SettingException(refused.Message);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            throw new SettingException($"{taken.Message} Something else listens there; choose another port with --port.");
        }
    }
}
