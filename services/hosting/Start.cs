using Territory.Hosting.Settings;

namespace Territory.Hosting;

/// <summary>Runs a process to its end. A wrong setting ends it with one sentence and code 2, not with a stack trace.</summary>
public static class Start
{
    public static async Task<int> RunAsync(Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            await run();
            return 0;
        }
        catch (SettingException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
