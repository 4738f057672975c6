# Commandes
endpoints-command = Des endpoints convenus par écrit
endpoints-command-request = Demander un endpoint
endpoints-command-list = Ce qui est demandé, et où cela en est
endpoints-command-show = Une demande, avec ses exemples entiers
endpoints-command-accept = Prendre une demande : vous la réalisez
endpoints-command-agree = Confirmer la forme telle qu'elle est
endpoints-command-decline = Refuser une demande, ou retirer la vôtre
endpoints-command-shape = Écrire une autre forme, à confirmer de nouveau
endpoints-command-build = Commencer à réaliser ce qui est convenu
endpoints-command-live = Dire que l'on peut s'en servir
endpoints-command-verify = Dire que cela fait ce qui était convenu
endpoints-command-block = Dire ce que l'on attend
endpoints-command-unblock = Dire que cela continue
endpoints-command-deprecate = Dire que cela va disparaître
endpoints-command-reassign = Donner un côté à quelqu'un d'autre
endpoints-command-watch = Être prévenu de ce qui arrive, ou ne plus l'être
endpoints-command-due = Dire pour quand il le faut
endpoints-command-export = Ce qui est convenu et pas encore en ligne, à coller
endpoints-option-request = Son numéro ou son opération ; sans : celle de ce fil
endpoints-option-path = REST : le chemin, comme /users/:id
endpoints-option-field = GraphQL : le champ, comme users ou Mutation.login
endpoints-option-method = REST : la méthode ; sans : GET
endpoints-option-api = Quelle API ; sans : aucune encore
endpoints-option-of-api = Seulement celles de cette API
endpoints-option-due = Pour quand : vendredi, dans 2 semaines
endpoints-option-when = Pour quand : vendredi, dans 2 semaines ; sans : n'importe quand
endpoints-option-which = Lesquelles ; sans : toutes
endpoints-option-state = Seulement celles dans cet état
endpoints-option-reason = Pourquoi ; tout le monde le lit
endpoints-option-not-yet = Si c'est en ligne : ce qui n'est pas comme convenu
endpoints-option-member = Qui l'on attend, s'il y a quelqu'un
endpoints-option-to = À qui ; sans : à qui l'acceptera
endpoints-option-side = Quel côté ; sans : qui réalise
endpoints-option-export = De quelle API
endpoints-choice-requested = demandée
endpoints-choice-accepted = acceptée
endpoints-choice-agreed = convenue
endpoints-choice-building = en réalisation
endpoints-choice-live = en ligne
endpoints-choice-verified = vérifiée
endpoints-choice-declined = refusée
endpoints-choice-blocked = bloquée
endpoints-choice-deprecated = dépréciée
endpoints-which-all = toutes
endpoints-which-mine = les miennes, des deux côtés
endpoints-which-asked = ce que j'ai demandé
endpoints-which-built = ce que je réalise
endpoints-which-frontend = en attente du frontend
endpoints-which-backend = en attente du backend
endpoints-which-overdue = en retard
endpoints-which-late = les miennes en retard
endpoints-side-builder = qui réalise
endpoints-side-requester = qui demande

# Demander
endpoints-similar = Avant de demander **{ $operation }** : ceci l'est peut-être déjà.
endpoints-similar-operation = **{ $operation }** de { $api } existe ; `/api operation` le montre.
endpoints-similar-ask = Si rien de tout cela ne convient, demandez quand même.
endpoints-button-anyway = Demander quand même
endpoints-button-correct = Corriger
endpoints-button-drop = Jeter
endpoints-button-watch = Suivre
endpoints-field-why = À quoi cela vous sert
endpoints-field-why-hint = La page ou la fonction, et ce qu'elle doit savoir
endpoints-field-operation = Opération
endpoints-field-operation-hint = POST /orders, ou Mutation.createOrder
endpoints-field-request = Exemple de requête (JSON)
endpoints-field-request-hint = Le corps, les paramètres ou les arguments du champ ; peut rester vide
endpoints-field-response = Exemple de réponse (JSON)
endpoints-field-response-hint = Ce qui revient quand tout va bien ; peut rester vide
endpoints-field-reason = Pourquoi
endpoints-field-blocked-on = Qui l'on attend
endpoints-field-blocked-on-hint = Peut rester vide
endpoints-kept = Ce que vous avez écrit est gardé.
endpoints-field-to = À qui
endpoints-field-to-hint = Laissé vide, qui l'accepte la réalise
endpoints-field-side = Quel côté
endpoints-not-json = Ce n'est pas du JSON. Ce que vous avez écrit est gardé.
endpoints-not-sound = Cela ne peut pas encore servir. Ce que vous avez écrit est gardé.
endpoints-fault-request = Exemple de requête, ligne { $line }, colonne { $column } : { $what }
endpoints-fault-response = Exemple de réponse, ligne { $line }, colonne { $column } : { $what }
endpoints-json-arguments = les arguments d'un champ sont un objet, comme { "{" }"id": 1{ "}" }
endpoints-json-argument = GraphQL ne connaît pas d'argument nommé « { $what } »
endpoints-json-query = une requête d'adresse est un objet de ses paramètres, comme { "{" }"page": 2{ "}" }
endpoints-json-twice = le nom « { $what } » y est deux fois
endpoints-json-half = une moitié de caractère, que personne ne sait lire
endpoints-json-huge = { $what } est un nombre trop grand pour les programmes
endpoints-json-value = il manque une valeur ici : un texte entre guillemets doubles, un nombre, true, false, null, une liste ou un objet
endpoints-json-colon = il manque deux-points ici, entre un nom et sa valeur
endpoints-json-comma = il manque ici une virgule, ou le crochet ou l'accolade qui ferme
endpoints-json-name = un nom entre guillemets doubles est attendu ici, ou la virgule qui précède est de trop
endpoints-json-extra = il y a encore quelque chose après la fin
endpoints-json-unterminated = un texte commence ici et ne finit pas : il manque le guillemet qui le ferme
endpoints-json-control = un retour à la ligne ou une tabulation se trouve dans un texte : écrivez `\n` ou `\t`
endpoints-json-escape = une barre oblique inverse s'écrit deux fois ici
endpoints-json-mark = une marque invisible se trouve avant le début
endpoints-json-trailing = il y a une virgule de trop avant la fin
endpoints-json-constant = JSON ne connaît pas { $what }
endpoints-json-too-much = un nombre y est trop long
endpoints-json-deep = l'imbrication dépasse { $what } niveaux
endpoints-json-other = ce n'est pas du JSON ({ $what })
endpoints-asked = Demandé. C'est le numéro { $number }, dans { $channel }.
endpoints-shaped-new = C'est maintenant sa forme { $shape }.
endpoints-shaped-both = C'est maintenant sa forme { $shape }. Les deux côtés doivent la confirmer.
endpoints-redacted = { $count ->
    [one] 🔑 J'ai remplacé { $count } chose qui ressemble à un secret ou à une adresse. Si elle est vraie, changez-la là où elle est valable.
   *[other] 🔑 J'ai remplacé { $count } choses qui ressemblent à des secrets ou à des adresses. Si elles sont vraies, changez-les là où elles sont valables.
}
endpoints-dropped = Jeté. Rien n'a été enregistré.

# Étapes
endpoints-move-accept = Accepter
endpoints-move-decline = Refuser
endpoints-move-shape = Changer la forme
endpoints-move-agree = D'accord avec cette forme
endpoints-move-build = Commencer à réaliser
endpoints-move-not-yet = Pas comme convenu
endpoints-move-live = C'est en ligne
endpoints-move-verify = Cela marche : vérifié
endpoints-move-block = Bloquée
endpoints-move-unblock = Cela continue
endpoints-move-deprecate = Déprécier
endpoints-moved = **{ $operation }** est maintenant : { $state }.
endpoints-move-reassign = Réattribuer
endpoints-agreed-first = Vous êtes d'accord avec cette forme. Elle est convenue dès que l'autre côté l'est aussi.
endpoints-reassigned = **{ $operation }** a maintenant un autre côté, qui n'a encore rien confirmé.
endpoints-watching = Vous êtes prévenu dans son fil de ce qui arrive désormais.
endpoints-unwatched = Vous n'êtes plus prévenu.
endpoints-due-set = Il le faut pour { $due }. Les deux côtés reçoivent un rappel.
endpoints-due-none = Il le faut n'importe quand.
endpoints-exported = Ce qui est convenu et pas encore en ligne. Collez-le dans votre description et réalisez-le.

# La carte
endpoints-card-state = État
endpoints-card-api = API
endpoints-card-no-api = pas encore là
endpoints-card-due = Pour quand
endpoints-card-requester = Demandé par
endpoints-card-builder = Réalisé par
endpoints-card-no-requester = quelqu'un qui est parti
endpoints-card-no-builder = personne encore
endpoints-card-confirmed = est d'accord avec cette forme
endpoints-card-unconfirmed = n'a pas confirmé cette forme
endpoints-card-blocked-on = On attend { $member }
endpoints-card-request-example = Requête
endpoints-card-response-example = Réponse
endpoints-card-history = Ce qui est arrivé
endpoints-card-left-out = … { $count ->
    [one] un de plus ; `/endpoint show` le donne
   *[other] { $count } de plus ; `/endpoint show` les donne
}
endpoints-card-number = Demande { $number } · forme { $shape } · { $watchers ->
    [one] { $watchers } membre suit
   *[other] { $watchers } membres suivent
}
endpoints-ledger = Rappels et messages
endpoints-state-requested = demandée
endpoints-state-accepted = acceptée
endpoints-state-agreed = convenue
endpoints-state-building = en réalisation
endpoints-state-live = en ligne
endpoints-state-verified = vérifiée
endpoints-state-declined = refusée
endpoints-state-blocked = bloquée
endpoints-state-deprecated = dépréciée
endpoints-next-requested = Ensuite : quelqu'un du backend l'accepte.
endpoints-next-accepted = Ensuite : les deux côtés confirment la forme, ou la changent.
endpoints-next-agreed = Ensuite : la réalisation commence.
endpoints-next-building = Ensuite : qui réalise dit que c'est en ligne.
endpoints-next-live = Ensuite : qui a demandé essaie et vérifie.
endpoints-next-verified = Cela fait ce qui était convenu.
endpoints-next-declined = Il n'en sortira rien.
endpoints-next-blocked = Ensuite : quelqu'un dit que cela continue.
endpoints-next-deprecated = Cela va disparaître : ne vous appuyez pas dessus.
endpoints-somebody = quelqu'un
endpoints-did-request = { $member } l'a demandé
endpoints-did-accept = { $member } le réalise
endpoints-did-decline = { $member } l'a refusé
endpoints-did-shape = { $member } a changé la forme : les deux côtés confirment de nouveau
endpoints-did-agree = { $member } a confirmé la forme
endpoints-did-agreed = { $member } a confirmé la forme, comme l'autre côté
endpoints-did-build = { $member } le réalise maintenant
endpoints-did-live = { $member } l'a mis en ligne
endpoints-did-verify = { $member } l'a vérifié
endpoints-did-block = { $member } dit que c'est bloqué
endpoints-did-unblock = { $member } dit que cela continue
endpoints-did-deprecate = { $member } l'a déprécié
endpoints-did-reassign = { $member } a donné un côté à quelqu'un d'autre
endpoints-did-due = { $member } a changé le délai

# Listes
endpoints-list-all = Les demandes d'endpoints
endpoints-list-all-empty = Rien n'est demandé ici. `/endpoint request` demande quelque chose.
endpoints-list-mine = Vos demandes, des deux côtés
endpoints-list-mine-empty = Vous n'avez rien demandé ici et ne réalisez rien.
endpoints-list-asked = Ce que vous avez demandé
endpoints-list-asked-empty = Vous n'avez rien demandé ici.
endpoints-list-built = Ce que vous réalisez
endpoints-list-built-empty = Vous ne réalisez rien ici. `/endpoint list` montre ce qui est demandé.
endpoints-list-frontend = Ce qui attend le frontend
endpoints-list-frontend-empty = Rien n'attend le frontend.
endpoints-list-backend = Ce qui attend le backend
endpoints-list-backend-empty = Rien n'attend le backend.
endpoints-list-overdue = Ce qui est en retard
endpoints-list-overdue-empty = Rien n'est en retard.
endpoints-list-late = Ce qui est en retard chez vous
endpoints-list-late-empty = Rien n'est en retard chez vous.
endpoints-digest = { $count ->
    [0] 🔌 Demandes d'endpoints
    [one] 🔌 Demandes d'endpoints : { $count } a avancé
   *[other] 🔌 Demandes d'endpoints : { $count } ont avancé
}
endpoints-digest-overdue = { $count } en retard

# À l'heure dite
endpoints-due-soon = ⏰ Il faut **{ $operation }** { $due }.
endpoints-due-now = ⏰ **{ $operation }** devait être en ligne { $due }.
endpoints-described = la demande **{ $operation }** ({ $number })
endpoints-card-lost = La carte de { $what } ne peut pas être montrée. { $reason }
endpoints-skip-gone = La demande n'existe plus.
endpoints-skip-nobody = Personne n'était à prévenir.
endpoints-skip-no-thread = La demande n'a pas de fil.
endpoints-skip-moved = Il le faut maintenant pour un autre jour.
endpoints-skip-over = Ce n'était plus à réaliser, ou le délai était déjà passé.

# Un contrat qui contient ce qui est convenu
endpoints-found-same = **{ $operation }** est maintenant dans le contrat { $number } de { $api }, comme convenu. Est-ce en ligne ?
endpoints-found = **{ $operation }** est maintenant dans le contrat { $number } de { $api }. { $count ->
    [one] À { $count } endroit ce n'est pas comme convenu :
   *[other] À { $count } endroits ce n'est pas comme convenu :
}
endpoints-found-gone = **{ $operation }** n'est plus dans le contrat { $number } de { $api }.
endpoints-built-same = **{ $operation }** est dans le contrat { $number } de { $api } comme convenu.
endpoints-built = ⚠️ **{ $operation }** est déjà réalisé, et le contrat { $number } de { $api } dit autre chose que convenu { $count ->
    [one] à { $count } endroit :
   *[other] à { $count } endroits :
}
endpoints-found-more = et { $count } de plus
endpoints-differs-missing = convenu ({ $was }), et pas dans le contrat
endpoints-differs-type = convenu était { $was }, le contrat dit { $now }
endpoints-differs-optional = le contrat permet de l'omettre
endpoints-differs-null = le contrat permet que ce soit null
endpoints-differs-extra = le contrat l'exige ({ $now }), et ce n'était pas convenu
endpoints-differs-read-only = d'après le contrat, seul le serveur le fixe (readOnly) : aucun client ne l'envoie
endpoints-differs-write-only = le contrat ne fait que le recevoir (writeOnly) : aucune réponse ne le contient
endpoints-differs-value = l'exemple convenu est { $was }, ce que le contrat ne permet pas ({ $now })
endpoints-differs-parameter = le contrat l'exige, et ce n'était pas convenu
endpoints-differs-media = convenu était { $was }, le contrat n'a que { $now }
endpoints-differs-body = le contrat ne dit pas ce que cela contient
endpoints-differs-path = convenu était { $was }, dans le contrat c'est { $now }

# Le journal
endpoints-audit-decline = a refusé une demande d'endpoint
endpoints-audit-block = a bloqué une demande d'endpoint
endpoints-audit-unblock = a débloqué une demande d'endpoint
endpoints-audit-deprecate = a déprécié un endpoint
endpoints-audit-reassign = a réattribué une demande d'endpoint
endpoints-audit-due = a changé le délai d'une demande d'endpoint

# Ce qui est refusé
endpoints-both = Nommez un chemin ou un champ GraphQL, pas les deux.
endpoints-neither = Nommez un chemin, ou un champ GraphQL.
    .example = path : /users/:id
endpoints-path = « { $path } » n'est pas un chemin que je comprends.
    .example = /users/:id
endpoints-field = « { $field } » n'est pas un champ GraphQL.
    .example = users, ou Mutation.login
endpoints-no-channel = Il n'y a pas de salon pour les demandes d'endpoints. La modération peut en choisir un avec `/setup`, ou en créer un nommé #{ $name }.
endpoints-channel-closed = Je dois voir { $channel }, y écrire, y intégrer des liens et y ouvrir des fils. `/doctor` dit ce qui manque.
endpoints-no-api = Il n'y a pas d'API de ce nom ici. `/api list` les montre toutes.
endpoints-unknown = Il n'y a pas de demande { $number } ici.
endpoints-which = Choisissez une des demandes proposées pendant que vous tapez, ou dites-le dans le fil d'une demande.
endpoints-reason = Dites pourquoi, en { $most } caractères au plus.
endpoints-due-past = Ce jour est passé.
    .example = vendredi 18h
endpoints-due-unreadable = Je ne comprends pas « { $part } » comme un jour.
    .example = vendredi · demain 18 h · dans 2 semaines
endpoints-other-api = C'est demandé à { $api }. Ce qu'une autre API doit avoir est une nouvelle demande.
endpoints-draft-gone = Cela a déjà été envoyé ou jeté, ou date trop.
endpoints-draft-not-yours = C'est le brouillon de quelqu'un d'autre.
endpoints-changed = Quelqu'un vient de changer cette demande. Regardez sa carte et réessayez.
endpoints-other-shape = La forme a changé entre-temps. Regardez sa carte et réessayez.
endpoints-same-shape = C'est la forme qu'elle a déjà.
endpoints-confirmed-already = Vous avez déjà confirmé cette forme ; pas encore l'autre côté.
endpoints-taken = { $member } la réalise déjà.
endpoints-same-member = { $member } a déjà ce côté.
endpoints-both-sides = Personne ne peut être des deux côtés d'une demande.
endpoints-no-bot = Un robot n'est d'aucun côté d'une demande.
endpoints-no-backend = { $member } n'a pas le rôle backend ici, et l'API n'est pas à ce membre. Un modérateur peut en décider autrement.
endpoints-no-builder = Dites qui s'en occupe désormais : elle est en service.
endpoints-no-requester = Dites qui la demande désormais.
endpoints-nothing-agreed = Rien de cette API n'est convenu et pas encore en ligne.
endpoints-not-now-requested = Personne n'a encore accepté cette demande.
endpoints-not-now-accepted = Les deux côtés n'ont pas encore confirmé la forme.
endpoints-not-now-agreed = La forme est convenue, et ce n'est pas encore en ligne.
endpoints-not-now-building = C'est en réalisation.
endpoints-not-now-live = C'est déjà en ligne.
endpoints-not-now-verified = C'est déjà vérifié. Ce qui doit changer est une nouvelle demande.
endpoints-not-now-declined = Cette demande est refusée. Ce qu'il faut malgré tout est une nouvelle demande.
endpoints-not-now-blocked = C'est bloqué. Dites d'abord que cela continue : `/endpoint unblock`.
endpoints-not-now-deprecated = C'est déprécié.
endpoints-only-accept = Un membre avec le rôle backend ou un propriétaire de l'API l'accepte, et non qui l'a demandée.
endpoints-only-decline = Seuls ses deux côtés, les propriétaires de l'API et la modération la refusent ; avant qu'elle soit acceptée, qui l'a demandée la retire.
endpoints-only-shape = Seuls ses deux côtés changent la forme ; avant qu'elle soit acceptée, qui l'a demandée.
endpoints-only-agree = Seuls ses deux côtés confirment la forme.
endpoints-only-build = Seul qui réalise peut le dire ; si c'est en ligne, aussi qui a demandé.
endpoints-only-live = Seul qui réalise, ou un propriétaire de l'API, met en ligne.
endpoints-only-verify = Seul qui a demandé vérifie.
endpoints-only-block = Seuls ses deux côtés, les propriétaires de l'API et la modération peuvent le dire.
endpoints-only-unblock = Seuls ses deux côtés, les propriétaires de l'API et la modération peuvent le dire.
endpoints-only-deprecate = Seuls qui réalise, les propriétaires de l'API et la modération déprécient.
endpoints-only-reassign = Qui réalise peut passer la main ; la modération donne chaque côté à quelqu'un d'autre.
endpoints-only-due = Seuls ses deux côtés, les propriétaires de l'API et la modération peuvent le dire.
