/**
 * Types of finesse.js, the library that gadgets load from /desktop/assets/js/finesse.js, for editors and the
 * TypeScript compiler. `finesse` is a global of the gadget's window, and the AMD module "finesse".
 *
 * Beside a description, `@unconfirmed` says that no document fixes the form, and the product's may differ;
 * `@cce` that the server answers it on Contact Center Enterprise alone.
 */

declare module "finesse" {
  export = finesse;
}

declare namespace finesse {
  /** The root of the library's classes. Whatever is given to `new` is given to `init`. */
  class FinesseBase {
    constructor(...given: any[]);
    /** What an object does when it begins; an heir calls `this._super(...)` for what its parent does. */
    init(...given: any[]): void;
    /** A class with these members added; what they replace is `this._super` while they run. */
    static extend(members?: Record<string, any> & ThisType<any>): new (...given: any[]) => any;
  }

  /** XML as objects and back: text is a string, an empty element null, a repeated one an array. */
  const Converter: {
    /** The JSON text of an XML text, document or element; `tab` is what its lines begin with. */
    xml2json(xml: string | Node, tab?: string): string;
    /** The XML text of an object, one element on a line after tabs. */
    json2xml(object: object, escape?: boolean): string;
  };

  /** Where gadgets put what is their own. */
  const modules: Record<string, any>;

  /** Forms that gadgets give and get; they are types alone. */
  namespace interfaces {
    /** What the API answered. */
    interface Response {
      /** The HTTP status; 400 for an error that a notification told later. */
      status: number;
      rc?: number;
      content?: string;
      /** The XML as an object, empty if there was none. */
      object: any;
      error?: { errorType: string; errorMessage: string };
    }

    /** Who hears how a request went. */
    interface RequestHandlers {
      success?: (rsp: Response) => void;
      error?: (rsp: Response) => void;
    }

    /** How an object of the API is made, and who hears of it. */
    interface RestObjectHandlers<T = any> {
      id?: string;
      parentObj?: restservices.RestBase;
      data?: any;
      autoSubscribe?: boolean;
      doNotSubscribe?: boolean;
      doNotRefresh?: boolean;
      onLoad?: (object: T) => void;
      onChange?: (object: T) => void;
      onAdd?: (object: T) => void;
      onDelete?: (object: T) => void;
      onError?: (rsp: any) => void;
    }

    /** As RestObjectHandlers, of a collection: it tells of items, too. */
    interface CollectionHandlers<T = any, Item = any> extends RestObjectHandlers<T> {
      onCollectionAdd?: (item: Item) => void;
      onCollectionDelete?: (item: Item) => void;
    }
  }

  namespace gadget {
    /** What Finesse tells a gadget of the user and the server. */
    interface Configuration {
      id: string;
      /** Base64 of `id:password`. */
      authorization: string;
      authToken?: string;
      password?: string;
      host: string;
      hostPort: string;
      scheme: string;
      /** Where the container's proxy asks. */
      restHost: string;
      localhostFQDN: string;
      localhostPort: string;
      externalServerHost?: string;
      xmppDomain: string;
      pubsubDomain: string;
      extension: string;
      mobileAgentMode: string;
      mobileAgentDialNumber: string;
      country: string;
      language: string;
      locale: string;
      /** The server's time less this machine's, in milliseconds. */
      clientDriftInMillis: number;
      teamId?: string;
      teamName?: string;
      peripheralId?: string;
      compatibilityMode?: string;
      systemAuthMode?: string;
      deploymentType?: string;
      toasterNotificationTimeout?: string | number;
      [name: string]: any;
    }
    /** This gadget's; one that it sets itself wins. */
    let Config: Configuration;
  }

  namespace container {
    /** The same in a gadget's window, and the desktop's own in its page. */
    let Config: gadget.Configuration;
  }

  namespace restservices {
    import RequestHandlers = interfaces.RequestHandlers;
    import RestObjectHandlers = interfaces.RestObjectHandlers;
    import CollectionHandlers = interfaces.CollectionHandlers;

    /** A reason that was chosen, as lists of reasons have it. */
    interface Reason {
      id: string;
      label?: string;
      code?: string;
      category?: string;
      forAll?: string;
      uri?: string;
      systemCode?: string;
      [name: string]: any;
    }

    type ObjectEvent = "load" | "change" | "add" | "delete" | "error";
    type CollectionEvent = ObjectEvent | "collectionAdd" | "collectionDelete";

    /** A resource of the REST API. */
    class RestBase extends FinesseBase {
      constructor(
        options: RestObjectHandlers<any> | string | undefined,
        callbacks?: RestObjectHandlers<any>,
        restObj?: RestBase,
      );
      init(options: any, callbacks?: RestObjectHandlers<any>, restObj?: RestBase): void;
      /** Whether it can be got. */
      readonly supportsRequests?: boolean;
      /** Whether its changes are told on the hub. */
      readonly supportsSubscriptions?: boolean;
      /** Whether it hears of changes without being told to. */
      readonly autoSubscribe?: boolean;
      /** Whether the notification service tells its changes only to who subscribes to its node. */
      readonly explicitSubscription?: boolean;
      /** The type: the name of its element in the API's XML. */
      getRestType(): string;
      getRestClass(): any;
      /** Its path, as `/finesse/api/User/1001`. */
      getRestUrl(): string;
      /** The node of the notification service that tells its changes. */
      getXMPPNodePath(): string;
      getId(): string;
      /** All that is known of it, as the XML has it. */
      getData(): any;
      /** The answer by which it was loaded last. */
      getRestResponse(): interfaces.Response | undefined;
      /** A member of an object, null where there is none. */
      getProperty(object: any, name: string): any;
      hasProperty(object: any, name: string): boolean;
      /** Hear of an event; of what is loaded already, load is told at once. */
      addHandler(event: CollectionEvent, callback: (object: any) => void, scope?: any): void;
      /** Hear no more; without a callback, nobody does. */
      removeHandler(event: CollectionEvent, callback?: (object: any) => void): void;
      /** The object itself. Throws while it is not loaded. */
      isLoaded(): this;
      /** Load it again, told as a change. A failure is tried again every 10 seconds, so many times. */
      refresh(retries?: number): any;
      subscribe(handlers?: RequestHandlers): void;
      unsubscribe(handlers?: RequestHandlers): void;
      /** Ask the API. */
      restRequest(
        url: string,
        options?: RequestHandlers & { method?: "GET" | "PUT" | "POST" | "DELETE"; content?: object | string },
      ): { abort(): void };
    }

    /** A list of resources, by their ids. */
    class RestCollectionBase<Item extends RestBase = any> extends RestBase {
      constructor(
        options: CollectionHandlers<any, Item>,
        callbacks?: CollectionHandlers<any, Item>,
        restObj?: RestBase,
      );
      /** How many there are. */
      length: number;
      /** The items by their ids; no array. */
      getCollection(): Record<string, Item>;
      getRestItemType(): string;
      getRestItemClass(): any;
      getRestItemBaseUrl(): string;
      /** Load it anew: what is there is forgotten first. */
      get(): any;
    }

    /** A user of Finesse: who he is, his state, his calls, and what he may choose from. */
    class User extends RestBase {
      constructor(
        options: RestObjectHandlers<User> | string,
        callbacks?: RestObjectHandlers<User>,
        restObj?: RestBase,
      );
      static readonly States: {
        readonly LOGIN: "LOGIN";
        readonly LOGOUT: "LOGOUT";
        readonly NOT_READY: "NOT_READY";
        readonly READY: "READY";
        readonly RESERVED: "RESERVED";
        readonly RESERVED_OUTBOUND: "RESERVED_OUTBOUND";
        readonly RESERVED_OUTBOUND_PREVIEW: "RESERVED_OUTBOUND_PREVIEW";
        readonly TALKING: "TALKING";
        readonly HOLD: "HOLD";
        readonly WORK: "WORK";
        readonly WORK_READY: "WORK_READY";
      };
      static readonly WorkMode: {
        readonly CALL_BY_CALL: "CALL_BY_CALL";
        readonly NAILED_CONNECTION: "NAILED_CONNECTION";
      };
      static readonly WrapUpMode: {
        readonly REQUIRED: "REQUIRED";
        readonly REQUIRED_WITH_WRAP_UP_DATA: "REQUIRED_WITH_WRAP_UP_DATA";
        readonly OPTIONAL: "OPTIONAL";
        readonly NOT_ALLOWED: "NOT_ALLOWED";
      };
      getFirstName(): string;
      getLastName(): string;
      /** Both names. @unconfirmed */
      getFullName(): string;
      /** The extension that he is signed in with. */
      getExtension(): string;
      /** The state that he is in after the call, "" for none in particular. */
      getPendingState(): string;
      getTeamId(): string;
      getTeamName(): string;
      /** One of `User.States`. */
      getState(): keyof typeof User.States;
      getStateChangeTime(): string;
      /** One of `User.WrapUpMode`. */
      getWrapUpOnIncoming(): keyof typeof User.WrapUpMode | undefined;
      /** One of `User.WrapUpMode`. @unconfirmed */
      getWrapUpOnOutgoing(): keyof typeof User.WrapUpMode | undefined;
      hasAgentRole(): boolean;
      hasSupervisorRole(): boolean;
      hasRole(name: string): boolean;
      /** @cce */
      isMobileAgent(): boolean;
      /** One of `User.WorkMode`, null if he is no mobile agent. @cce */
      getMobileAgentMode(): string | null;
      /** @cce */
      getMobileAgentDialNumber(): string | null;
      /** Whether a change of state that he asks for now is one for later. */
      isPendingStateChange(): boolean;
      isWrapUp(): boolean;
      isWrapUpRequired(): boolean;
      getReasonCodeLabel(): string;
      /** undefined if there is none. */
      getNotReadyReasonCodeId(): string | undefined;
      /** undefined if there is none. @unconfirmed */
      getReasonCode(): Reason | undefined;
      getSupervisedTeams(): { id: string; name: string; uri: string }[];
      /** @unconfirmed */
      getActiveDeviceId(): string | undefined;
      /** The devices of his extension. @unconfirmed */
      getDevices(): { deviceId: string; deviceType: string; deviceTypeName: string }[];
      login(extension: string, handlers?: RequestHandlers): this;
      /** @cce */
      loginMobileAgent(extension: string, mode: string, dialNumber: string, handlers?: RequestHandlers): this;
      logout(reasonCode: Reason | null, handlers?: RequestHandlers): this;
      /** Ask for a state; of the reason its `id` is sent. */
      setState(state: string, reasonCode?: Reason | null, handlers?: RequestHandlers): this;
      makeCall(number: string, handlers?: RequestHandlers): this;
      /** Listen to an agent's call unheard. */
      makeSMCall(number: string, handlers?: RequestHandlers): this;
      /** Take part in the call that is listened to. */
      makeBargeCall(number: string, dialogUri: string, handlers?: RequestHandlers): this;
      /** His calls, the same object each time. */
      getDialogs(options?: CollectionHandlers<Dialogs, Dialog> & { includeNonVoice?: boolean }): Dialogs;
      /** His calls, loaded anew. @unconfirmed */
      getDialogsNoCache(options?: CollectionHandlers<Dialogs, Dialog>): Dialogs;
      getQueues(options?: CollectionHandlers<Queues, Queue>): Queues;
      getWrapUpReasons(options?: CollectionHandlers<WrapUpReasons, WrapUpReason>): WrapUpReasons;
      getPhoneBooks(options?: CollectionHandlers<PhoneBooks, PhoneBook>): PhoneBooks;
      loadWorkflows(options?: CollectionHandlers<Workflows, Workflow>): void;
      getMediaPropertiesLayout(options?: RestObjectHandlers<MediaPropertiesLayout>): MediaPropertiesLayout;
      /** @unconfirmed */
      getMediaPropertiesLayouts(
        options?: CollectionHandlers<MediaPropertiesLayouts, MediaPropertiesLayout>,
      ): MediaPropertiesLayouts;
      /** Empty on Unified CCX. @cce */
      getMediaList(options?: CollectionHandlers<MediaList, Media>): MediaList;
      getClientLog(options?: RestObjectHandlers<ClientLog>): ClientLog;
      /** `success` gets the list, undefined if there is none. */
      getNotReadyReasonCodes(handlers: {
        success?: (list?: Reason[]) => void;
        error?: (rsp: any) => void;
      }): void;
      /** `success` gets the list, undefined if there is none. */
      getSignoutReasonCodes(handlers: {
        success?: (list?: Reason[]) => void;
        error?: (rsp: any) => void;
      }): void;
      getReasonCodeById(
        handlers: { success?: (reason: Reason) => void; error?: (rsp: any) => void },
        reasonCodeId: string,
      ): void;
    }

    /** The members of a team. */
    class Users extends RestCollectionBase<User> {}

    /** Who takes part in a dialog. */
    interface Participant {
      mediaAddress: string;
      mediaAddressType?: string;
      state: string;
      stateCause?: string | null;
      startTime?: string;
      stateChangeTime?: string;
      actions?: { action: string | string[] } | null;
      [name: string]: any;
    }

    /** What calls and tasks have in common. @unconfirmed */
    class DialogBase extends RestBase {
      getMediaType(): string;
      getDialogUri(): string;
      getState(): string;
      /** Every property by its name, and each call variable's value beside them. */
      getMediaProperties(): Record<string, any>;
      getParticipants(): Participant[];
      /** Ask for an action of the participant with that address. */
      requestAction(mediaAddress: string, action: string, handlers?: RequestHandlers): this;
    }

    /** A call as one of the agent's dialogs. */
    class Dialog extends DialogBase {
      static readonly Actions: {
        readonly DROP: "DROP";
        readonly ANSWER: "ANSWER";
        readonly HOLD: "HOLD";
        readonly BARGE_CALL: "BARGE_CALL";
        readonly PARTICIPANT_DROP: "PARTICIPANT_DROP";
        readonly MAKE_CALL: "MAKE_CALL";
        readonly RETRIEVE: "RETRIEVE";
        readonly UPDATE_SCHEDULED_CALLBACK: "UPDATE_SCHEDULED_CALLBACK";
        readonly CANCEL_SCHEDULED_CALLBACK: "CANCEL_SCHEDULED_CALLBACK";
        readonly CONSULT_CALL: "CONSULT_CALL";
        readonly TRANSFER: "TRANSFER";
        readonly TRANSFER_SST: "TRANSFER_SST";
        readonly CONFERENCE: "CONFERENCE";
        readonly RECLASSIFY: "RECLASSIFY";
        readonly UPDATE_CALL_DATA: "UPDATE_CALL_DATA";
        readonly START_RECORDING: "START_RECORDING";
        readonly ACCEPT: "ACCEPT";
        readonly REJECT: "REJECT";
        readonly CLOSE: "CLOSE";
        readonly SEND_DTMF: "SEND_DTMF";
        readonly DTMF: "SEND_DTMF";
      };
      static readonly States: {
        readonly ALERTING: "ALERTING";
        readonly INITIATING: "INITIATING";
        readonly ACTIVE: "ACTIVE";
        readonly DROPPED: "DROPPED";
        readonly INITIATED: "INITIATED";
        readonly FAILED: "FAILED";
        readonly ACCEPTED: "ACCEPTED";
      };
      static readonly ParticipantStates: {
        readonly ALERTING: "ALERTING";
        readonly INITIATING: "INITIATING";
        readonly ACTIVE: "ACTIVE";
        readonly DROPPED: "DROPPED";
        readonly INITIATED: "INITIATED";
        readonly FAILED: "FAILED";
        readonly ACCEPTED: "ACCEPTED";
        readonly HELD: "HELD";
        readonly WRAP_UP: "WRAP_UP";
      };
      static readonly ReasonStates: {
        readonly BUSY: "BUSY";
        readonly BAD_DESTINATION: "BAD_DESTINATION";
        readonly OTHER: "OTHER";
        readonly DEVICE_RESOURCE_NOT_AVAILABLE: "DEVICE_RESOURCE_NOT_AVAILABLE";
      };
      /** @unconfirmed */
      static readonly CallTypes: {
        readonly ACD_IN: "ACD_IN";
        readonly PREROUTE_ACD_IN: "PREROUTE_ACD_IN";
        readonly PREROUTE_DIRECT_AGENT: "PREROUTE_DIRECT_AGENT";
        readonly TRANSFER: "TRANSFER";
        readonly OTHER_IN: "OTHER_IN";
        readonly OUT: "OUT";
        readonly AGENT_INSIDE: "AGENT_INSIDE";
        readonly CONSULT: "CONSULT";
        readonly CONSULT_OFFERED: "CONSULT_OFFERED";
        readonly CONFERENCE: "CONFERENCE";
        readonly SUPERVISOR_MONITOR: "SUPERVISOR_MONITOR";
        readonly OUTBOUND: "OUTBOUND";
        readonly OUTBOUND_PREVIEW: "OUTBOUND_PREVIEW";
      };
      getFromAddress(): string;
      getToAddress(): string;
      getCallType(): string | undefined;
      getDNIS(): string | undefined;
      getParticipantTimerCounters(mediaAddress: string): {
        startTime?: string;
        stateChangeTime?: string;
        state?: string;
      };
      /** Agents that can be dropped, but for the one with that address. */
      getDroppableParticipants(filterExtension?: string): Participant[];
      isParticipantDroppable(mediaAddress: string): boolean;
      /** The callback that was promised. @cce */
      getCallbackInfo(): any;
      /** @unconfirmed */
      getCallVariable(name: string): any;
      /** @unconfirmed */
      isSentDTMF(): boolean;
      /** @unconfirmed */
      setSentDTMF(sent: boolean): void;
      /** Drop another participant. @cce */
      dropParticipant(mediaAddress: string, handlers?: RequestHandlers): this;
      /** Leave it. @unconfirmed */
      dropCall(mediaAddress: string, handlers?: RequestHandlers): this;
      makeConsultCall(mediaAddress: string, toAddress: string, handlers?: RequestHandlers): this;
      /** Transfer it in a single step. */
      initiateDirectTransfer(mediaAddress: string, toAddress: string, handlers?: RequestHandlers): this;
      /** The digits come last. */
      sendDTMFRequest(mediaAddress: string, handlers: RequestHandlers | undefined, digits: string): this;
      updateWrapUpReason(wrapUpReason: string, handlers?: RequestHandlers): this;
      /** @unconfirmed */
      updateWrapUpItems(wrapUpItems: string | string[], handlers?: RequestHandlers): this;
      /** Values by their names, or a list. */
      updateCallVariables(
        variables: Record<string, string> | { name: string; value: string }[],
        handlers?: RequestHandlers,
      ): this;
      /** @unconfirmed */
      updateCallVariable(name: string, value: string, handlers?: RequestHandlers): this;
      /** @cce */
      updateCallbackTime(mediaAddress: string, callbackTime: string, handlers?: RequestHandlers): this;
      /** @cce */
      updateCallbackNumber(mediaAddress: string, callbackNumber: string, handlers?: RequestHandlers): this;
      /** @cce */
      cancelCallback(mediaAddress: string, handlers?: RequestHandlers): this;
      /** @cce */
      reclassifyCall(mediaAddress: string, classification: string, handlers?: RequestHandlers): this;
    }

    /** A user's calls. */
    class Dialogs<Item extends DialogBase = Dialog> extends RestCollectionBase<Item> {
      createNewCallDialog(toAddress: string, fromAddress: string, handlers?: RequestHandlers): this;
      createNewSuperviseCallDialog(
        toAddress: string,
        fromAddress: string,
        actionType: string,
        handlers?: RequestHandlers,
      ): this;
      createNewBargeCall(
        fromAddress: string,
        toAddress: string,
        actionType: string,
        dialogUri: string,
        handlers?: RequestHandlers,
      ): this;
      /** How many there are, those that listen to others left out if asked for. */
      getDialogCount(excludeSilentMonitor?: boolean): number;
    }

    /** A task, such as a chat or an e-mail. @cce */
    class MediaDialog extends DialogBase {
      static readonly TaskActions: {
        readonly ACCEPT: "ACCEPT";
        readonly START: "START";
        readonly PAUSE: "PAUSE";
        readonly RESUME: "RESUME";
        readonly WRAP_UP: "WRAP_UP";
        readonly TRANSFER: "TRANSFER";
        readonly CLOSE: "CLOSE";
      };
      static readonly States: {
        readonly OFFERED: "OFFERED";
        readonly ACCEPTED: "ACCEPTED";
        readonly ACTIVE: "ACTIVE";
        readonly PAUSED: "PAUSED";
        readonly WRAPPING_UP: "WRAPPING_UP";
        readonly INTERRUPTED: "INTERRUPTED";
        readonly CLOSED: "CLOSED";
        readonly UNKNOWN: "UNKNOWN";
      };
      /** Ask for an action, with its target where it needs one. */
      setTaskState(action: string, handlers?: RequestHandlers, target?: string | null): this;
      /** Hand it on to a script selector. */
      transfer(target: string, handlers?: RequestHandlers): this;
      transferWithWrapUp(target: string, wrapUpReason: string | string[], handlers?: RequestHandlers): this;
      closeWithWrapUp(wrapUpReason: string | string[], handlers?: RequestHandlers): this;
    }

    /** A user's tasks. @cce */
    class MediaDialogs extends Dialogs<MediaDialog> {}

    /** How to sign in to a medium. */
    interface MediaOptions {
      maxDialogLimit?: string | number;
      interruptAction?: string;
      dialogLogoutAction?: string;
    }

    /** A medium other than voice, and the agent's state in it. @cce */
    class Media extends RestBase {
      static readonly States: {
        readonly LOGIN: "LOGIN";
        readonly LOGOUT: "LOGOUT";
        readonly NOT_READY: "NOT_READY";
        readonly READY: "READY";
        readonly RESERVED: "RESERVED";
        readonly ACTIVE: "ACTIVE";
        readonly PAUSED: "PAUSED";
        readonly WORK: "WORK";
        readonly WORK_READY: "WORK_READY";
        readonly INTERRUPTED: "INTERRUPTED";
      };
      getMediaId(): string;
      getName(): string;
      getState(): string;
      getReasonCodeId(): string | undefined;
      getReasonCodeLabel(): string;
      getMaxDialogLimit(): string;
      getInterruptAction(): string;
      getDialogLogoutAction(): string;
      getInterruptible(): string;
      getRoutable(): string;
      isLoggedIn(): boolean;
      isInWork(): boolean;
      login(params?: MediaOptions & { handlers?: RequestHandlers }): this;
      logout(reasonCode?: Reason | null, params?: { handlers?: RequestHandlers } | RequestHandlers): this;
      setState(
        state: string,
        reasonCode?: Reason | null,
        handlers?: { handlers?: RequestHandlers } | RequestHandlers,
      ): this;
      setRoutable(params?: { routable: boolean | string; handlers?: RequestHandlers }): this;
      /** His tasks of all media: those of this one have its id in `mediaProperties.mediaId`. */
      getMediaDialogs(options?: CollectionHandlers<MediaDialogs, MediaDialog>): MediaDialogs;
      /** How to sign in where `login` does not say. @unconfirmed */
      setMediaOptions(mediaOptions?: MediaOptions): void;
    }

    /** A user's media; empty on Unified CCX. @cce */
    class MediaList extends RestCollectionBase<Media> {
      /** Throws if there is none of that id. */
      getMedia(options: RestObjectHandlers<Media> & { id: string; mediaOptions?: MediaOptions }): Media;
    }

    /** What tasks do when another medium interrupts. */
    const InterruptActions: {
      readonly ACCEPT: "ACCEPT";
      readonly IGNORE: "IGNORE";
      isValidAction(action?: string): boolean;
    };

    /** What becomes of tasks when their agent signs out. */
    const DialogLogoutActions: {
      readonly CLOSE: "CLOSE";
      readonly TRANSFER: "TRANSFER";
      isValidAction(action?: string): boolean;
    };

    /** A queue of callers. */
    class Queue extends RestBase {
      getName(): string;
      /** callsInQueue, startTimeOfLongestCallInQueue, agentsReady, ...; each number is -1 on Unified CCX. */
      getStatistics(): Record<string, string>;
    }

    /** A user's queues. */
    class Queues extends RestCollectionBase<Queue> {}

    class WrapUpReason extends RestBase {
      getLabel(): string;
      getForAll(): string;
      getUri(): string;
    }

    /** A user's wrap-up reasons. */
    class WrapUpReasons extends RestCollectionBase<WrapUpReason> {}

    /** @unconfirmed */
    class ReasonCode extends RestBase {
      getLabel(): string;
      getCode(): string;
      getCategory(): string;
      getForAll(): string;
      getSystemCode(): string;
      getUri(): string;
    }

    /** Reasons of one category. @unconfirmed */
    class ReasonCodes extends RestCollectionBase<ReasonCode> {
      constructor(
        options: CollectionHandlers<ReasonCodes, ReasonCode> & { category?: "NOT_READY" | "LOGOUT" },
      );
    }

    class PhoneBook extends RestBase {
      getName(): string;
      /** `GLOBAL` or `TEAM`. */
      getType(): string;
      getUri(): string;
      getContacts(options?: CollectionHandlers<Contacts, Contact>): Contacts;
      /** The contacts that came with it, `{Contact}` with one or many, null if there are none. */
      getEmbeddedContacts(): { Contact: any } | null;
      add(phoneBook: { name: string; type?: string }, handlers?: RequestHandlers): this;
      update(phoneBook: { name?: string; type?: string }, handlers?: RequestHandlers): this;
      delete(handlers?: RequestHandlers): this;
    }

    /** The phone books that a user sees. */
    class PhoneBooks extends RestCollectionBase<PhoneBook> {}

    interface ContactFields {
      phoneNumber?: string;
      firstName?: string;
      lastName?: string;
      description?: string;
    }

    class Contact extends RestBase {
      getFirstName(): string;
      getLastName(): string;
      getPhoneNumber(): string;
      getDescription(): string;
      getUri(): string;
      add(contact: ContactFields, handlers?: RequestHandlers): this;
      update(contact: ContactFields, handlers?: RequestHandlers): this;
      delete(handlers?: RequestHandlers): this;
    }

    class Contacts extends RestCollectionBase<Contact> {}

    class Workflow extends RestBase {
      getUri(): string;
      getName(): string;
      getDescription(): string;
      getTriggerSet(): any;
      getConditionSet(): any;
      getWorkflowActions(): any;
      add(workflow: object, handlers?: RequestHandlers): this;
      update(workflow: object, handlers?: RequestHandlers): this;
      delete(handlers?: RequestHandlers): this;
    }

    class Workflows extends RestCollectionBase<Workflow> {}

    class WorkflowAction extends RestBase {
      static readonly Types: { readonly BROWSER_POP: "BROWSER_POP"; readonly HTTP_REQUEST: "HTTP_REQUEST" };
      getName(): string;
      getType(): string;
      getUri(): string;
      getHandledBy(): string;
      getParams(): Record<string, { name: string; value: string }>;
      getActionVariables(): Record<string, { name: string; type: string; node: string; testValue: string }>;
      add(action: object, handlers?: RequestHandlers): this;
      update(action: object, handlers?: RequestHandlers): this;
      delete(handlers?: RequestHandlers): this;
    }

    class WorkflowActions extends RestCollectionBase<WorkflowAction> {}

    interface LayoutEntry {
      displayName: string | null;
      mediaProperty: string | null;
    }

    /** Which call variables are shown, and where. */
    class MediaPropertiesLayout extends RestBase {
      get(): this;
      /** A column that stands alone is the second. */
      getData(): { header: LayoutEntry; columns: LayoutEntry[][] };
      getEmptyData(): { header: LayoutEntry; columns: LayoutEntry[][] };
      setLayout(
        layout: { header?: LayoutEntry; columns?: LayoutEntry[][] },
        handlers?: RequestHandlers,
      ): this;
    }

    /** @unconfirmed */
    class MediaPropertiesLayouts extends RestCollectionBase<MediaPropertiesLayout> {}

    class Team extends RestBase {
      getId(): string;
      getName(): string;
      getUri(): string;
      getUsers(options?: CollectionHandlers<Users, User>): Users;
      getTeamNotReadyReasonCodes(
        options?: CollectionHandlers<TeamNotReadyReasonCodes>,
      ): TeamNotReadyReasonCodes;
      getTeamSignOutReasonCodes(options?: CollectionHandlers<TeamSignOutReasonCodes>): TeamSignOutReasonCodes;
      getTeamWrapUpReasons(options?: CollectionHandlers<TeamWrapUpReasons>): TeamWrapUpReasons;
      getTeamPhoneBooks(options?: CollectionHandlers<TeamPhoneBooks>): TeamPhoneBooks;
      getTeamWorkflows(options?: CollectionHandlers<TeamWorkflows>): TeamWorkflows;
      getTeamLayoutConfig(options?: RestObjectHandlers<TeamLayoutConfig>): TeamLayoutConfig;
      /** @unconfirmed */
      getTeamMessages(options?: CollectionHandlers<TeamMessages, TeamMessage>): TeamMessages;
    }

    class Teams extends RestCollectionBase<Team> {}

    class TeamNotReadyReasonCode extends RestBase {
      getCategory(): string;
      getCode(): string;
      getLabel(): string;
      getForAll(): string;
      getUri(): string;
    }

    class TeamNotReadyReasonCodes extends RestCollectionBase<TeamNotReadyReasonCode> {
      /** Let the team have these, by their URIs. */
      update(uris: string[] | Record<string, any>, handlers?: RequestHandlers): this;
    }

    class TeamSignOutReasonCode extends RestBase {
      getCategory(): string;
      getCode(): string;
      getLabel(): string;
      getForAll(): string;
      getUri(): string;
    }

    class TeamSignOutReasonCodes extends RestCollectionBase<TeamSignOutReasonCode> {
      update(uris: string[] | Record<string, any>, handlers?: RequestHandlers): this;
    }

    class TeamWrapUpReason extends RestBase {
      getLabel(): string;
      getForAll(): string;
      getUri(): string;
    }

    class TeamWrapUpReasons extends RestCollectionBase<TeamWrapUpReason> {
      update(uris: string[] | Record<string, any>, handlers?: RequestHandlers): this;
    }

    class TeamPhoneBook extends RestBase {
      getName(): string;
      getUri(): string;
    }

    class TeamPhoneBooks extends RestCollectionBase<TeamPhoneBook> {
      update(uris: string[] | Record<string, any>, handlers?: RequestHandlers): this;
    }

    class TeamWorkflow extends RestBase {
      getName(): string;
      getDescription(): string;
      getUri(): string;
    }

    class TeamWorkflows extends RestCollectionBase<TeamWorkflow> {
      update(uris: string[] | Record<string, any>, handlers?: RequestHandlers): this;
    }

    class TeamLayoutConfig extends RestBase {
      get(): this;
      getLayoutXML(): string;
      /** `"true"` if the team has the default layout. */
      getUseDefault(): string;
      update(layout: { useDefault?: string | boolean; layoutxml?: string }, handlers?: RequestHandlers): this;
    }

    /** What a supervisor tells his team. @unconfirmed */
    class TeamMessage extends RestBase {
      getContent(): string;
      getDuration(): string;
      getCreatedAt(): string;
      getCreatedBy(): { id: string; firstName: string; lastName: string };
      getUri(): string;
      getTeams(): string[];
      add(
        message: { duration: string | number; content: string; teams: any },
        handlers?: RequestHandlers,
      ): this;
      delete(handlers?: RequestHandlers): this;
    }

    /** @unconfirmed */
    class TeamMessages extends RestCollectionBase<TeamMessage> {}

    /** What an agent may choose from, by team. @unconfirmed */
    class TeamResource extends RestBase {
      getReasonCodes(
        options?: CollectionHandlers<ReasonCodes, ReasonCode> & { category?: string },
      ): ReasonCodes;
      getWrapUpReasons(options?: CollectionHandlers<WrapUpReasons, WrapUpReason>): WrapUpReasons;
      getMediaPropertiesLayouts(options?: CollectionHandlers<MediaPropertiesLayouts>): MediaPropertiesLayouts;
      getPhoneBooks(options?: CollectionHandlers<PhoneBooks, PhoneBook>): PhoneBooks;
      getWorkflows(options?: CollectionHandlers<Workflows, Workflow>): Workflows;
    }

    /** This deployment: whether it is in service, its nodes and names. */
    class SystemInfo extends RestBase {
      static readonly Statuses: {
        readonly IN_SERVICE: "IN_SERVICE";
        readonly OUT_OF_SERVICE: "OUT_OF_SERVICE";
      };
      getStatus(): string;
      getCurrentTimestamp(): string;
      getXmppDomain(): string;
      getXmppPubSubDomain(): string;
      getDeploymentType(): string;
      /** @unconfirmed */
      getSystemAuthMode(): string;
      /** @unconfirmed */
      getLicense(): string;
      /** @unconfirmed */
      getTimezoneOffset(): string;
      /** @unconfirmed */
      getPeripheralId(): string;
      /** @unconfirmed */
      getPrimaryNode(): { host: string };
      /** @unconfirmed */
      getSecondaryNode(): { host: string } | undefined;
      isSingleNode(): boolean;
      /** The one of both hosts that is among these, else the first. */
      getThisHost(...hosts: string[]): string;
      getAlternateHost(...hosts: string[]): string | undefined;
    }

    /** The default layout of the desktop. */
    class LayoutConfig extends RestBase {
      getLayoutxml(): string;
      update(layoutxml: string, handlers?: RequestHandlers): this;
    }

    /** Where a user's logs go. */
    class ClientLog extends RestBase {
      sendLogs(logs: string | { logData: string }, handlers?: RequestHandlers): this;
    }
  }

  namespace clientservices {
    /** A connection as `finesse.info.connection` tells it. */
    interface Connection {
      status: string;
      resourceID?: string;
      invokeID?: string;
    }

    /** A gadget's way to the server and to notifications. */
    const ClientServices: {
      /** Ready this window; once. Throws if the Config cannot be used. */
      init(config: Partial<gadget.Configuration>, ignored?: any): typeof ClientServices;
      /** There is one handler of each kind; one that comes late is called at once. */
      registerOnConnectHandler(handler: () => void): void;
      unregisterOnConnectHandler(): void;
      registerOnConnectingHandler(handler: () => void): void;
      unregisterOnConnectingHandler(): void;
      registerOnDisconnectHandler(handler: () => void): void;
      unregisterOnDisconnectHandler(): void;
      registerOnDisconnectingHandler(handler: () => void): void;
      unregisterOnDisconnectingHandler(): void;
      registerOnReconnectingHandler(handler: () => void): void;
      unregisterOnReconnectingHandler(): void;
      registerOnUnloadingHandler(handler: () => void): void;
      unregisterOnUnloadingHandler(): void;
      /** Ask the server through the container's proxy; params by gadgets.io.RequestParameters. */
      makeRequest(path: string, callback: (answer: any) => void, params?: Record<string, any> | null): void;
      /** @unconfirmed */
      makeRestRequest(
        baseUrl: string,
        method: string,
        path: string,
        handlers?: interfaces.RequestHandlers,
        options?: { content?: object | string; headers?: Record<string, string> },
      ): void;
      /** Hear what is published on a topic; false if this callback does already. */
      subscribe(topic: string, callback: (data: any) => void, disableDuringFailover?: boolean): boolean;
      /** Hear no more; without the callback, none of this window does. */
      unsubscribe(topic: string, callback?: (data: any) => void): boolean;
      /** Have the container subscribe to a node of the notification service. */
      subscribeNode(node: string, callback?: (subid?: string, error?: any) => void): void;
      unsubscribeNode(node: string, subid: string, callback?: (error?: any) => void): void;
      /** The XMPP resource of the desktop's connection. */
      getResourceID(): string | undefined;
      isMaster(): boolean;
      getTunnelURL(): string;
      isTunnelLoaded(): boolean;
      /** The desktop refuses it to gadgets. */
      makeConnectionReq(): void;
      setLogger(logger: { log(message: string): void }): void;
      log(message: string): void;
      /** Refresh an object when the desktop has recovered. */
      addToRefreshList(object: { refresh(retries?: number): any }): void;
      removeFromRefreshList(object: { refresh(retries?: number): any }): void;
      /** Make this window the one that holds the connection; for a container that is not the desktop. */
      initBosh(config: Partial<gadget.Configuration>): typeof ClientServices;
      setFailoverMode(on: boolean): void;
      /** `Connected`, `Recovered` or `Failing`. @unconfirmed */
      getNotificationConnectionState(): string | undefined;
      /** @unconfirmed */
      getRestHost(): string;
    };

    /** The hub's topics of the connection. */
    const Topics: {
      readonly CONNECTION: "finesse.info.connection";
      readonly REQUESTS: "finesse.info.requests";
      readonly RESPONSES: "finesse.info.responses";
      readonly PRESENCE: "finesse.info.presence";
      /** `/finesse/api/User/1001` is `finesse.api.User.1001`. @unconfirmed */
      getTopic(node: string): string;
    };

    /** The tunnel to the notification service, for a container that is not the desktop. @unconfirmed */
    class MasterTunnel {
      constructor(
        frame: Window,
        config: Partial<gadget.Configuration>,
        hears: {
          event(text: string): void;
          presence(xml: string): void;
          status(status: string, resourceId?: string): void;
        },
      );
      open(): void;
      close(): void;
      subscribe(node: string, done?: (error?: string) => void): void;
      unsubscribe(node: string, done?: (error?: string) => void): void;
    }

    /** What the window with the connection tells gadgets. @unconfirmed */
    class MasterPublisher {
      constructor(hub: any);
      /** The node, and right behind it the XML or JSON. */
      publishEvent(text: string): void;
      publishPresence(xml: string): void;
      publishConnection(connection: Connection): void;
      answerRequests(
        tunnel: Pick<MasterTunnel, "subscribe" | "unsubscribe">,
        connection: () => Connection,
      ): void;
    }
  }

  namespace containerservices {
    /** Topics of the container's events. */
    interface EventTopics {
      /** This gadget's tab is shown. */
      readonly ACTIVE_TAB: "finesse.containerservices.activeTab";
      /** A workflow's action; the callback gets a WorkflowActionEvent. */
      readonly WORKFLOW_ACTION_EVENT: "finesse.containerservices.workflowActionEvent";
      /** Each second; the callback gets a TimerTickEvent. */
      readonly TIMER_TICK_EVENT: "finesse.containerservices.timerTickEvent";
      readonly RELOAD_GADGET_EVENT: "finesse.containerservices.reloadGadget";
      /** The callback gets a GadgetViewChangedEvent. */
      readonly GADGET_VIEW_CHANGED_EVENT: "finesse.containerservices.gadgetViewChangedEvent";
      /** The callback gets a MaxAvailableHeightChangedEvent. */
      readonly MAX_AVAILABLE_HEIGHT_CHANGED_EVENT: "finesse.containerservices.maxAvailableHeightChangedEvent";
      /** `{status, type}`. @unconfirmed */
      readonly ACTIVE_CALL_STATUS_EVENT: "finesse.containerservices.activeCallStatusEvent";
      /** `SCHEDULED` or `MIGRATING`. @unconfirmed */
      readonly FINESSE_MAINTENANCE_MODE_EVENT: "finesse.containerservices.finesseMaintenanceModeEvent";
    }

    interface AllTopics extends EventTopics {
      /** Where gadgets ask the container for something. */
      readonly REQUESTS: "finesse.containerservices.requests";
    }

    /** A dialog over the desktop. */
    interface DialogOptions {
      title?: string;
      message?: string;
      /** Called when the user closes it. */
      close?: () => void;
      isBlocking?: boolean;
      [name: string]: any;
    }

    interface GadgetView {
      gadgetId: string | number;
      tabId: string | null;
      maxAvailableHeight: number;
      view: "default" | "canvas";
    }

    interface MessageDetails {
      messageFrom?: string;
      message?: string;
      isDismissable?: boolean;
      /** Milliseconds. */
      timeout?: number;
      icon?: { name?: string; size?: number; color?: string };
      [name: string]: any;
    }

    /** A gadget's way to the desktop around it. */
    const ContainerServices: {
      readonly Topics: EventTopics;
      init(master?: boolean): typeof ContainerServices;
      addHandler(
        topic: EventTopics["WORKFLOW_ACTION_EVENT"],
        callback: (event: WorkflowActionEvent) => void,
      ): void;
      addHandler(topic: EventTopics["TIMER_TICK_EVENT"], callback: (event: TimerTickEvent) => void): void;
      addHandler(
        topic: EventTopics["GADGET_VIEW_CHANGED_EVENT"],
        callback: (event: GadgetViewChangedEvent) => void,
      ): void;
      addHandler(
        topic: EventTopics["MAX_AVAILABLE_HEIGHT_CHANGED_EVENT"],
        callback: (event: MaxAvailableHeightChangedEvent) => void,
      ): void;
      addHandler(topic: EventTopics["ACTIVE_TAB"] | "tabVisible", callback: () => void): void;
      addHandler(topic: string, callback: (data: any) => void): void;
      /** Hear no more; without a callback, none of this topic's handlers does. */
      removeHandler(topic: string, callback?: (data: any) => void): void;
      /** Have the container tell which tab is shown. */
      makeActiveTabReq(): void;
      /** Whether this gadget's tab is shown. */
      tabVisible(): boolean;
      activateTab(id: string): void;
      activateMyTab(): void;
      /** null for a gadget of the page. */
      getMyTabId(): string | null;
      getMyGadgetId(): string;
      showDialog(options: DialogOptions): any;
      showDialog(title: string, options: DialogOptions): any;
      hideDialog(): void;
      reloadMyGadget(): void;
      reloadMyGadgetFromUrl(url: string): void;
      /** Publish on the hub. @unconfirmed */
      publish(topic: string, data?: any): void;
      collapseMyGadget(): void;
      expandMyGadget(): void;
      /** Show the title bar of a gadget of the page. */
      enableTitleBar(): void;
      setMyGadgetTitle(title: string): void;
      hideMyGadget(): void;
      showMyGadget(): void;
      showMyGadgetNotification(details?: MessageDetails): void;
      hideMyGadgetNotification(): void;
      /** Whether it is on a tab of a multi-tab gadget. */
      isTabbedGadget(): boolean;
      getMyGadgetView(): GadgetView | undefined;
      /** Ask the user to accept another server's certificate. Gives the banner's id. @unconfirmed */
      showCertificateBanner(callback?: (...given: any[]) => void): any;
      /** @unconfirmed */
      hideCertificateBanner(id: any): void;
      /** What publishes the container's events, where `init(true)` was called. @unconfirmed */
      getMasterPublisher(): MasterPublisher | undefined;
    };

    /** The hub's topics of the container. */
    const Topics: AllTopics;

    /** Publishes the container's events, for a container that is not the desktop. @unconfirmed */
    class MasterPublisher {
      constructor(hub: any);
      publishActiveTab(id: string): void;
      publishTimerTick(event: TimerTickEvent): void;
      publishWorkflowAction(workflow: object): void;
      publishGadgetViewChanged(change: GadgetView): void;
      publishMaxAvailableHeightChanged(change: { maxAvailableHeight: number }): void;
    }

    /** A workflow's action that a gadget may carry out. */
    class WorkflowActionEvent extends FinesseBase {
      constructor(payload?: object);
      init(payload?: object): void;
      static readonly HandledBy: { readonly FINESSE: "FINESSE"; readonly OTHER: "OTHER" };
      /** Take over what was published; false if something is missing. @unconfirmed */
      setWorkflow(payload: object): boolean;
      getName(): string | null;
      /** `BROWSER_POP` or `HTTP_REQUEST`. */
      getType(): string | null;
      getHandledBy(): string | null;
      getParams(): Record<string, { name: string; value: string; expandedValue: string }> | null;
      getActionVariables(): Record<
        string,
        { name: string; type: string; node: string; testValue: string; actualValue: string }
      > | null;
    }

    /** A tick of the container's clock. */
    class TimerTickEvent extends FinesseBase {
      constructor(tickFrequency?: string | number, dateQueued?: Date | string | number);
      init(tickFrequency?: string | number, dateQueued?: Date | string | number): void;
      getTickFrequency(): string | number;
      getDateQueued(): Date | undefined;
    }

    /** A gadget was maximised or restored. */
    class GadgetViewChangedEvent extends FinesseBase {
      constructor(gadgetId: string | number, tabId: string | null, maxAvailableHeight: number, view: string);
      init(gadgetId: string | number, tabId: string | null, maxAvailableHeight: number, view: string): void;
      getGadgetId(): string | number;
      getTabId(): string | null;
      getMaxAvailableHeight(): number;
      /** `canvas` when maximised, else `default`. */
      getView(): string;
    }

    /** There is more or less room for a maximised gadget. */
    class MaxAvailableHeightChangedEvent extends FinesseBase {
      constructor(maxAvailableHeight: number);
      init(maxAvailableHeight: number): void;
      getMaxAvailableHeight(): number;
    }

    /** Notifications of the browser. */
    const FinesseToaster: {
      /** Icons to choose from. */
      readonly TOASTER_DEFAULT_ICONS: {
        readonly INCOMING_CALL_ICON: string;
        readonly INCOMING_CHAT_ICON: string;
        readonly INCOMING_TEAM_MESSAGE: string;
      };
      init(
        config: Partial<gadget.Configuration>,
        logger?: { log(message: string): void },
      ): typeof FinesseToaster;
      /** Show one, if he has allowed it and does not look at the desktop; autoClose is in milliseconds. */
      showToaster(
        title: string,
        options?: {
          body?: string;
          icon?: string;
          autoClose?: number;
          showWhenVisible?: boolean;
          onclick?: (event: Event) => void;
        },
      ): Notification | undefined;
    };

    interface BannerData {
      icon?: { type?: string; value?: string };
      content?: { name?: string | null; value?: any }[];
      headerContent?: { maxHeaderTitle?: string; minHeaderTitle?: string };
      [name: string]: any;
    }

    interface TimerData {
      displayTimeoutInSecs?: number | string;
      display?: boolean;
      /** One of `PopoverService.COUNTER_TYPE`. */
      counterType?: string;
      [name: string]: any;
    }

    interface ConfirmButton {
      id: string | number;
      label: string;
      hoverText?: string;
    }

    interface ActionData {
      /** It goes away by itself when its time is over. */
      dismissible?: boolean;
      keepMaximised?: boolean;
      clientIdentifier?: any;
      requiredActionText?: string;
      /** At most two. */
      buttons?: (ConfirmButton & { type?: "Affirm" | "Decline"; confirmButtons?: ConfirmButton[] })[];
      [name: string]: any;
    }

    /** What the user did; source is a button's id, `dismissed` or `timeout`. */
    type PopoverHandler = (event: { popoverId: string; source: string; clientIdentifier?: any }) => void;

    /** Popovers that the desktop shows for a gadget. */
    const PopoverService: {
      /** @unconfirmed */
      readonly COUNTER_TYPE: { readonly COUNT_UP: "COUNT_UP"; readonly COUNT_DOWN: "COUNT_DOWN" };
      init(containerServices?: typeof ContainerServices): typeof PopoverService;
      /** Gives the popover's id. Throws if a part is not as PopoverSchema says. */
      showPopover(
        bannerData: BannerData,
        timerData?: TimerData,
        actionData?: ActionData,
        actionHandler?: PopoverHandler,
      ): string;
      updatePopover(
        popoverId: string,
        bannerData?: BannerData,
        timerData?: TimerData,
        actionData?: ActionData,
        actionHandler?: PopoverHandler,
      ): void;
      dismissPopover(popoverId: string): void;
      /** @unconfirmed */
      generatePayload(
        isExisting: boolean,
        popoverId: string,
        bannerData?: BannerData,
        timerData?: TimerData,
        actionData?: ActionData,
      ): object;
    };

    /** What the parts of a popover may be, as JSON schemas. */
    const PopoverSchema: {
      getBannerDataSchema(): any;
      getTimerDataSchema(): any;
      getActionDataSchema(): any;
    };

    /** What the parts of a digital channel may be, as JSON schemas. */
    const ChannelSchema: {
      getChannelConfigSchema(): any;
      /** @unconfirmed */
      getChannelStateSchema(): any;
      /** @unconfirmed */
      getMenuConfigSchema(): any;
      /** The whole. @unconfirmed */
      getChannelSchema(): any;
    };

    interface TaskMessage {
      timestamp?: number | string;
      taskId: string | number;
      active: boolean;
      mediaType: string;
      contextInfo?: any;
      [name: string]: any;
    }

    /** Which task a user works on, told from gadget to gadget. */
    const TaskActivityNotification: {
      init(containerServices?: typeof ContainerServices): typeof TaskActivityNotification;
      /** Throws if something is missing. */
      notifyTaskSelection(from: string, message: TaskMessage): void;
      registerForTaskNotifications(
        callback: (notification: { from: string; message: TaskMessage }) => void,
      ): void;
      /** Have those who told something tell it again, to those who have registered. */
      requestCurrentTasks(): void;
    };

    /** Short notes that the desktop shows and keeps. */
    const NotificationPopoverService: {
      init(containerServices?: typeof ContainerServices): typeof NotificationPopoverService;
      /** Message and icon are needed. */
      showNotification(
        messageFrom: string | undefined,
        message: string,
        isDismissable: boolean | undefined,
        timeout: number | undefined,
        icon: {
          name?: string;
          color?: string;
          size?: number;
          svg?: { content: string; height?: number; width?: number };
        },
        type?: string,
        pristine?: boolean,
        showAlways?: boolean,
        customLink?: string,
        onClickCustomLink?: () => void,
      ): void;
    };
  }

  namespace digital {
    interface MenuConfig {
      label?: string;
      menuItems?: { id: string | number; label: string | null; iconColor?: string }[];
      [name: string]: any;
    }

    interface ChannelConfig {
      /** At most 30. */
      actionTimeoutInSec?: number;
      icons?: { type: string; value: string }[];
      [name: string]: any;
    }

    interface ChannelState {
      label?: string;
      /** The label of the current entry of the menu. */
      currentState?: string;
      iconColor?: string;
      enable?: boolean;
      logoutDisabled?: boolean;
      logoutDisabledText?: string;
      iconBadge?: string;
      hoverText?: string;
      [name: string]: any;
    }

    interface ChannelAnswer {
      channelId: string;
      status: string;
      error?: { errorCode: string; errorDesc: string };
    }

    type Answered = (answer: ChannelAnswer) => void;

    /** Digital channels in the desktop's header. */
    const ChannelService: {
      /** @unconfirmed */
      readonly STATUS: { readonly SUCCESS: "success"; readonly FAILURE: "failure" };
      /** @unconfirmed */
      readonly STATE_STATUS: {
        readonly AVAILABLE: "available";
        readonly UNAVAILABLE: "unavailable";
        readonly BUSY: "busy";
      };
      readonly ICON_TYPE: { readonly COLLAB_ICON: "collab-icon"; readonly URL: "url" };
      readonly ICON_BADGE_TYPE: {
        readonly NONE: "none";
        readonly INFO: "info";
        readonly WARNING: "warning";
        readonly ERROR: "error";
      };
      init(containerServices?: typeof containerservices.ContainerServices): typeof ChannelService;
      /** The menu's handler says by onSuccess or onError what came of a choice. */
      addChannel(
        channelId: string,
        channel: { menuConfig?: MenuConfig; channelConfig?: ChannelConfig; channelState?: ChannelState },
        onMenuClick?: (
          channelId: string,
          menuId: string,
          onSuccess: () => void,
          onError: (error?: { errorCode: string; errorDesc: string }) => void,
        ) => void,
        onSuccess?: Answered,
        onError?: Answered,
      ): void;
      updateChannel(
        channelId: string,
        channel: { menuConfig?: MenuConfig; channelConfig?: ChannelConfig; channelState?: ChannelState },
        onSuccess?: Answered,
        onError?: Answered,
      ): void;
      updateChannelMenu(
        channelId: string,
        menuConfig: MenuConfig,
        onSuccess?: Answered,
        onError?: Answered,
      ): void;
      updateChannelState(
        channelId: string,
        channelState: ChannelState,
        onSuccess?: Answered,
        onError?: Answered,
      ): void;
      /** One that is not there does no harm. */
      removeChannel(channelId: string, onSuccess?: Answered, onError?: Answered): void;
    };
  }

  namespace shortcutkey {
    /** @unconfirmed */
    interface ShortcutKey {
      id?: string;
      /** The whole combination. */
      accessKey?: string;
      actionName?: string;
      componentName?: string;
      /** The main key. */
      key?: string;
      modifierKeys?: string;
      handler: (...given: any[]) => void;
      executionScope?: string;
      isPageLevel?: boolean;
      /** `component` or `gadget`. */
      type?: string;
      conflict?: boolean;
    }

    /** Keys that work all over the desktop. */
    const ShortcutKeyService: {
      init(): typeof ShortcutKeyService;
      /** Each must have a handler. @unconfirmed */
      registerShortcutKey(keys: ShortcutKey[] | ShortcutKey): any;
      getShortcutKeys(): ShortcutKey[];
    };
  }

  namespace cslogger {
    /** A gadget's log: to the console, and to the desktop. */
    const ClientLogger: {
      init(hub: any, gadgetId: string, config?: Partial<gadget.Configuration>): void;
      log(message: any, error?: any): void;
    };

    /** The desktop's log: what all gadgets log, until the user sends an error report. @unconfirmed */
    const FinesseLogger: {
      init(hub: any, id: string, config?: Partial<gadget.Configuration>): void;
      log(message: any, error?: any): void;
      getLogs(): string[];
      clearLogs(): void;
      sendErrorReport(handlers?: { success?: (answer: any) => void; error?: (answer: any) => void }): void;
    };
  }

  namespace utilities {
    /** Small functions that gadgets share. */
    const Utilities: {
      b64Encode(text: string): string;
      b64Decode(base64: string): string;
      /** `mm:ss` of milliseconds. */
      buildTimeString(millis: number): string;
      buildTimeStringWithOptionalHours(millis: number): string;
      /** `--:--` without a start. */
      buildElapsedTimeString(now: number, start?: number): string;
      buildElapsedTimeStringWithOptionalHours(now: number, start?: number): string;
      buildTotalTimeString(now: number, start?: number): string;
      buildHoldTimeString(now: number, start?: number): string;
      buildWrapupTimeString(now: number, start?: number): string;
      /** Milliseconds of a time as the API writes it. */
      extractTime(iso: string): number;
      convertDateToISODateString(date: Date): string;
      dateToISOString(date: Date): string;
      parseDateStringISO8601(iso: string): Date | null;
      /** `HH:MM:SS` since a time. */
      convertTsToDuration(timestamp: string | number, now?: number): string;
      /** `"-1"` since none and since one to come. */
      convertTsToDurationWithFormat(timestamp: string | number, forFormat?: boolean, now?: number): string;
      /** `HH:MM:SS` of seconds. */
      getDisplayTime(seconds: number | string): string;
      pad(number: number | string): string;
      padWithWidth(number: number | string, width: number): string;
      currentTimeMillis(): number;
      currentServerTimeMillis(): number;
      convertToServerTimeMillis(millis: number): number;
      getCurrentDrift(): number;
      getParameterByName(address: string, name: string): string;
      /** @unconfirmed */
      getQueryString(field: string, url?: string): string | null;
      isArray(value: any): boolean;
      /** Nothing is an empty array, one thing an array of it. */
      getArray(value: any): any[];
      /** The last part of a URI. */
      getId(uri: string): string;
      getEquals(value: any): (other: any) => boolean;
      /** The type of the error in an answer, else `HTTP` and its status. */
      getErrCode(rsp: any): string;
      getErrData(rsp: any): any;
      getErrOverrideable(rsp: any): any;
      getCredentials(base64: string): { id: string; password: string };
      json2xml(object: object, escape?: boolean): string;
      xml2json(xml: string | Node, tab?: string): string;
      xml2JsObj(xml: string | Node): any;
      xml2js(xml: string | Node): any;
      js2xml(object: object): string;
      translateHTMLEntities(text: string, encode?: boolean): string;
      translateXMLEntities(text: string, encode?: boolean): string;
      trim(text: string): string;
      removeSpaces(text: string): string;
      escapeSpaces(text: string): string;
      convertNullToEmptyString(value: any): any;
      caseInsensitiveSort(one: string, other: string): number;
      addCookie(name: string, value: string, days?: number): void;
      getCookie(name: string): string | null;
      deleteCookie(name: string): void;
      getDOMStoreItem(key: string): string | null;
      setDOMStoreItem(key: string, value: string): void;
      removeDOMStoreItem(key: string): void;
      clearDOMStore(): void;
      receiveMessage(callback: (event: MessageEvent) => void, origin?: string): () => void;
      sendMessage(message: any, url: string, target?: Window): void;
      downloadFile(url: string): void;
      readonly bitMask: {
        isSet(mask: number, bit: number): boolean;
        all(mask: number, ...bits: (number | number[])[]): boolean;
        any(mask: number, ...bits: (number | number[])[]): boolean;
      };
      measureText(text: string, font?: string): { width: number; height: number };
      /** Call a function once, when the gadget's tab is first shown. */
      onGadgetFirstVisible(callback: () => void): void;
      /** Make the gadget as high as its body and 20 pixels. */
      adjustGadgetHeight(): void;
      getSanitizedUserAgentString(): string;
      getUserAuthString(): string | null;
      whenAllDone(...deferreds: any[]): any;
      /** A version 4 UUID. */
      generateUUID(): string;
      /** The function or nothing that is given; throws for all else. */
      validateHandler<T>(handler: T): T;
      /** `Basic ...` or `Bearer ...`. */
      getAuthHeaderString(config: Partial<gadget.Configuration>): string;
      /** @unconfirmed */
      getAuthModes(): { SSO: string; NON_SSO: string; HYBRID: string };
      /** @unconfirmed */
      getAuthTokenObj(): { token: string } | undefined;
      /** @unconfirmed */
      getToken(): string | undefined;
      /** @unconfirmed */
      encodeNodeName(node: string): string;
      /** @unconfirmed */
      extractHostname(url: string): string;
    };

    /** Texts in the user's language. */
    const I18n: {
      /** A missing key gives a function whose text is `???key???`. */
      getString(key: string, ...substitutes: any[]): any;
      setGetter(getter: (key: string) => string | undefined): void;
    };

    /** XML read piece by piece. @unconfirmed */
    const SaxParser: {
      parse(xml: string, handlers?: object): any;
    };

    interface CacheEntry {
      key: string;
      data: any;
    }

    /** What gadgets keep in the browser, shared by those of one group. */
    const DesktopCache: {
      setGroup(name: string): void;
      saveOrUpdateData(
        entries: CacheEntry[] | CacheEntry,
        callback?: (error: any, data?: CacheEntry[]) => void,
      ): void;
      /** The entry is undefined where there is none. */
      fetchData(key: string, callback?: (error: any, entry?: CacheEntry) => void): void;
      deleteData(key: string, callback?: (error: any, data?: any) => void): void;
      clearData(callback?: (error: any) => void): void;
    };

    /** JSON checked against a schema. @unconfirmed */
    const JsonValidator: {
      validateJson(data: any, schema: any): { valid: boolean; errors: { path: string; message: string }[] };
    };

    /** A banner for errors; of a script of its own, /desktop/js/utilities/MessageDisplay.js. */
    const MessageDisplay: {
      hideBanner(): void;
      showBannerError(message: string): void;
    };
  }
}

interface Math {
  /** A UUID in capitals, or so many random digits of a number system. */
  uuid(length?: number, radix?: number): string;
  /** A UUID in capitals. */
  uuidFast(): string;
  /** A UUID. */
  uuidCompact(): string;
}

/** What a gadget's frame gives beside the library, by the features that the gadget requires. */
declare namespace gadgets {
  /** A client of the desktop's hub; there once it is connected. */
  interface HubClient {
    /** Gives the subscription's id; `*` stands for one token, a last `**` for all that follow. */
    subscribe(
      topic: string,
      onData: (topic: string, data: any, subscriberData?: any) => void,
      scope?: any,
      onComplete?: (id: string, success: boolean, error?: string) => void,
      subscriberData?: any,
    ): string;
    unsubscribe(
      id: string,
      onComplete?: (id: string, success: boolean, error?: string) => void,
      scope?: any,
    ): void;
    publish(topic: string, data?: any): void;
    isConnected(): boolean;
    getClientID(): string;
  }
  let Hub: HubClient;
  const HubSettings: {
    params: any;
    /** Where a gadget begins. */
    onConnect?: (client?: HubClient, success?: boolean, error?: any) => void;
  };

  /** The gadget's preferences. */
  class Prefs {
    constructor(moduleId?: string | number);
    /** Escaped for markup; "" where there is none. */
    getString(name: string): string;
    getInt(name: string): number;
    getFloat(name: string): number;
    getBool(name: string): boolean;
    getArray(name: string): string[];
    /** With the feature setprefs. */
    set(name: string, value: any, ...more: any[]): void;
    setArray(name: string, values: any[]): void;
    getMsg(key: string): string;
    getCountry(): string;
    getLang(): string;
    getModuleId(): string | number;
  }

  namespace io {
    interface Answer {
      text: string;
      rc: number;
      data?: any;
      errors: string[];
      headers?: Record<string, string[]>;
    }
    function makeRequest(url: string, callback: (answer: Answer) => void, params?: Record<string, any>): void;
    function encodeValues(fields: Record<string, any>, noEscape?: boolean): string;
    function getProxyUrl(url: string, params?: Record<string, any>): string;
    const RequestParameters: Record<string, string>;
    const MethodType: Record<"GET" | "POST" | "PUT" | "DELETE" | "HEAD", string>;
    const ContentType: Record<"TEXT" | "DOM" | "JSON" | "FEED", string>;
    const AuthorizationType: Record<"NONE" | "SIGNED" | "OAUTH", string>;
  }

  namespace util {
    function getUrlParameters(url?: string): Record<string, string>;
    function registerOnLoadHandler(handler: () => void): void;
    function hasFeature(feature: string): boolean;
    function getFeatureParameters(feature: string): Record<string, any> | null;
    function escapeString(text: string): string;
    function unescapeString(text: string): string;
  }

  namespace json {
    function parse(text: string): any;
    function stringify(value: any): string;
  }

  /** With the features dynamic-height and settitle. */
  namespace window {
    function adjustHeight(height?: number): void;
    function getViewportDimensions(): { width: number; height: number };
    function setTitle(title: string): void;
  }

  /** With the feature views. */
  namespace views {
    function requestNavigateTo(view: any, params?: any): void;
    function getCurrentView(): { getName(): string };
    function getSupportedViews(): any;
    function getParams(): any;
  }

  /** With the feature loadingindicator. */
  namespace loadingindicator {
    function dismiss(): void;
    function showLoading(): void;
    function updateLoadingMessage(text: string): void;
    function updateTimeoutMessage(text: string): void;
    function updateRetryButtonText(text: string): void;
  }

  function log(...things: any[]): void;
  function warn(...things: any[]): void;
  function error(...things: any[]): void;
}
